using Assay.Analysis.Testing;
using Assay.Formats.Pickle;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Tests.Unit.Inspect.Analysers.Pickle;

/// <summary>What honest writers produce and looks like an attack: no finding at all.</summary>
public sealed class PickleHonestTests
{
    private static async Task Clean(Action<PickleBuilder> write) =>
        (await TestBed.For(new PickleAnalyser()).WithPickle(write).RunAsync(TestContext.Current.CancellationToken)).Findings.ShouldBeEmpty();

    [Fact]
    public Task The_type_of_none() => Clean(p => p.Global("builtins", "type").Op(PickleOpcode.None).Tuple1().Reduce().Stop());

    [Fact]
    public Task A_pattern_that_looks_for_source_code() =>
        Clean(p => p.Global("re", "_compile").Text("\\b(import os|rm -rf)\\b").Int(32).Tuple2().Reduce().Stop());

    [Fact]
    public Task A_time_in_a_zone() => Clean(p => p.Global("pandas._libs.tslibs.timestamps", "Timestamp").Text("2020-01-01").Text("Europe/Berlin").Tuple2().Reduce().Stop());

    [Fact]
    public Task An_option_that_is_a_word() => Clean(p => p.Global("transformers.trainer_utils", "IntervalStrategy").Text("steps").Tuple1().Reduce().Stop());

    [Fact]
    public Task An_old_array_of_joblib_beside_the_pickle() =>
        Clean(p => p.Global("joblib.numpy_pickle", "NDArrayWrapper").EmptyTuple().Op(PickleOpcode.NewObj)
            .EmptyDict().Text("filename").Text("m.pkl_01.npy").Op(PickleOpcode.SetItem).Build().Stop());

    [Fact]
    public Task A_union_of_types() =>
        Clean(p => p.Global("functools", "reduce").Global("_operator", "or_").Global("builtins", "int").Global("builtins", "str").Tuple2().Tuple2().Reduce().Stop());

    [Fact]
    public Task A_list_of_integers_as_a_type() =>
        Clean(p => p.Global("_operator", "getitem").Global("typing", "List").Global("builtins", "int").Tuple2().Reduce().Stop());

    [Fact]
    public Task A_score_function_that_is_only_named() =>
        Clean(p => p.Global("sklearn.feature_selection._univariate_selection", "SelectKBest").EmptyTuple().Op(PickleOpcode.NewObj)
            .EmptyDict().Text("score_func").Global("sklearn.feature_selection._univariate_selection", "f_classif").Op(PickleOpcode.SetItem).Build().Stop());

    [Fact]
    public Task A_memory_map_that_is_only_named() => Clean(p => p.EmptyDict().Text("subclass").Global("numpy", "memmap").Op(PickleOpcode.SetItem).Stop());

    [Fact]
    public Task Plain_attribute_names() => Clean(p => p.Global("operator", "attrgetter").Text("weight").Tuple1().Reduce().Stop());

    [Fact]
    public Task A_pattern_with_the_names_of_shells() => Clean(p => p.Global("re", "_compile").Text("^(?:bash|sh|zsh)$(?=x)").Int(32).Tuple2().Reduce().Stop());

    [Fact]
    public Task A_path_object() =>
        Clean(p => p.Global("pathlib", "PosixPath").Mark().Text("/").Text("home").Text("user").Op(PickleOpcode.Tuple).Reduce().Stop());

    [Fact]
    public Task A_configuration_with_paths_and_addresses() =>
        Clean(p => p.Global("transformers.models.bert.configuration_bert", "BertConfig").EmptyTuple().Op(PickleOpcode.NewObj).EmptyDict()
            .Text("_name_or_path").Text("/home/user/bert").Op(PickleOpcode.SetItem).Text("url").Text("https://host.invalid/x").Op(PickleOpcode.SetItem).Build().Stop());

    [Fact]
    public Task The_metadata_of_a_distributed_checkpoint() =>
        Clean(p => p.Global("torch.distributed.checkpoint.metadata", "Metadata").EmptyTuple().Op(PickleOpcode.NewObj).EmptyDict().Build().Stop());

    [Fact]
    public Task Names_of_python_2() => Clean(p => p.Global("__builtin__", "long").Global("exceptions", "ValueError").Tuple2().Stop());

    [Fact]
    public Task Thousands_of_texts_of_an_array() => Clean(p =>
    {
        p.Proto(3).Mark();
        for (var i = 0; i < 5000; i++) p.Global("numpy.core.multiarray", "scalar").Global("numpy", "dtype").Bytes(new byte[32]).Tuple2().Reduce();
        p.Op(PickleOpcode.Tuple).Stop();
    });
}
