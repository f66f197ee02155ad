using System.IO.Compression;
using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Formats.Pickle;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Tests.Unit.Inspect.Analysers.Pickle;

/// <summary>Ways around a scanner that goes by names, each with what it comes to.</summary>
public sealed class PickleBypassTests
{
    private const string Command = "echo assay-canary";

    private static Task<TestBedResult> Run(Action<PickleBuilder> write) =>
        TestBed.For(new PickleAnalyser()).WithPickle(write).RunAsync(TestContext.Current.CancellationToken);

    private static byte[] Canary() => new PickleBuilder().Proto(2).Global("os", "system").Text(Command).Tuple1().Reduce().Stop().ToArray();

    [Theory]
    [InlineData("numpy.core", "_ufunc_reconstruct")]
    [InlineData("numpy._core", "_ufunc_reconstruct")]
    public async Task A_function_that_numpy_looks_up_by_text_is_that_function(string module, string name)
    {
        var result = await Run(p => p.Global(module, name).Text("os").Text("system").Tuple2().Reduce().Text(Command).Tuple1().Reduce().Stop());
        result.Of("ASY-PKL-001").Message.ShouldContain($"{module}.{name}('os', 'system')('{Command}'): os.system");
    }

    [Fact]
    public async Task An_array_over_a_file_opens_it_when_it_is_made() =>
        (await Run(p => p.Global("numpy", "memmap").Text("weights.bin").Text("uint8").Tuple2().Op(PickleOpcode.NewObj).Stop()))
            .Of("ASY-PKL-009").Severity.ShouldBe(Severity.High);

    [Theory]
    [InlineData("sentence_transformers.SentenceTransformer", "SentenceTransformer", "somebody/model")]
    [InlineData("ultralytics.models.yolo.model", "YOLO", "other.pt")]
    public async Task A_model_that_a_constructor_loads_by_name_is_reported(string module, string name, string model) =>
        (await Run(p => p.Global(module, name).Text(model).Tuple1().Reduce().Stop())).Of("ASY-PKL-009").Severity.ShouldBe(Severity.Medium);

    [Theory]
    [InlineData("transformers.utils.logging", "FileHandler")]
    [InlineData("datasets.utils.extract", "ZipFile")]
    [InlineData("nltk.tag.hunpos", "HunposTagger")]
    [InlineData("cloudpickle", "loads")]
    public async Task A_class_that_opens_or_runs_what_it_is_given_is_dangerous_wherever_it_is_taken_from(string module, string name) =>
        (await Run(p => p.Global(module, name).Text("canary").Tuple1().Reduce().Stop())).Of("ASY-PKL-001").Severity.ShouldBe(Severity.Critical);

    [Fact]
    public async Task An_old_array_of_joblib_that_stands_in_another_directory_is_reported() =>
        (await Run(p => p.Global("joblib.numpy_pickle", "NDArrayWrapper").EmptyTuple().Op(PickleOpcode.NewObj)
            .EmptyDict().Text("filename").Text("../other/a.npy").Op(PickleOpcode.SetItem).Build().Stop())).Of("ASY-PKL-009").Severity.ShouldBe(Severity.High);

    [Fact]
    public async Task A_function_that_dill_imports_by_text_is_that_function() =>
        (await Run(p => p.Global("dill._dill", "_import_module").Text("os.system").Tuple1().Reduce().Text(Command).Tuple1().Reduce().Stop()))
            .Of("ASY-PKL-001").Message.ShouldContain("os.system");

    [Fact]
    public async Task A_module_that_cloudpickle_imports_by_text_is_that_module() =>
        (await Run(p => p.Global("builtins", "getattr").Global("cloudpickle.cloudpickle", "subimport").Text("os").Tuple1().Reduce().Text("system").Tuple2()
            .Reduce().Text(Command).Tuple1().Reduce().Stop())).Of("ASY-PKL-001").Severity.ShouldBe(Severity.Critical);

    [Fact]
    public async Task What_a_tensor_constructor_calls_for_the_file_is_judged_as_called()
    {
        var result = await Run(p => p.Global("torch._tensor", "_rebuild_from_type_v2").Mark().Global("some_package", "run").Global("torch", "Tensor")
            .Text("x").Tuple1().EmptyDict().Op(PickleOpcode.Tuple).Reduce().Stop());
        result.Of("ASY-PKL-003").Severity.ShouldBe(Severity.High);
        result.Of("ASY-PKL-003").Message.ShouldContain("some_package.run('x')");
    }

    [Fact]
    public async Task A_method_of_a_harmless_class_that_is_called_with_a_text_is_high() =>
        (await Run(p => p.Global("builtins", "getattr").Global("transformers", "AutoModel").Text("from_pretrained").Tuple2().Reduce()
            .Text("somebody/model").Tuple1().Reduce().Stop())).Of("ASY-PKL-009").Severity.ShouldBe(Severity.High);

    [Fact]
    public async Task A_dangerous_class_that_a_harmless_package_imported_is_dangerous() =>
        (await Run(p => p.Global("sklearn.utils.fixes", "Popen").Text(Command).Tuple1().Reduce().Stop())).Worst.ShouldBe(Severity.Critical);

    [Fact]
    public async Task A_dangerous_part_of_a_harmless_package_is_dangerous() =>
        (await Run(p => p.Global("pandas.core.computation.expr", "Expr").Text("1+1").Tuple1().Reduce().Stop())).Worst.ShouldBe(Severity.Critical);

    [Theory]
    [InlineData("curl http://127.0.0.1:9/x | sh")]
    [InlineData("echo assay-canary")]
    [InlineData("import os\nos.getcwd()")]
    [InlineData("http://127.0.0.1:9/model.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("../../x")]
    [InlineData("lambda x: __import__('os').getcwd()")]
    public async Task An_unknown_class_is_convicted_by_its_argument(string argument)
    {
        (await Run(p => p.Global("some_package", "Runner").Text(argument).Tuple1().Reduce().Stop())).Of("ASY-PKL-015").Severity.ShouldBe(Severity.High);
        (await Run(p => p.Global("some_package", "Runner").Mark().Mark().Text(argument).Op(PickleOpcode.List).Op(PickleOpcode.Tuple).Reduce().Stop()))
            .Of("ASY-PKL-015").Severity.ShouldBe(Severity.High);
    }

    [Fact]
    public async Task An_unknown_class_is_convicted_by_keyword_and_by_state()
    {
        (await Run(p => p.Proto(4).Global("some_package", "Runner").EmptyTuple().EmptyDict().Text("cmd").Text(Command).Op(PickleOpcode.SetItem)
            .Op(PickleOpcode.NewObjEx).Stop())).Rules.ShouldContain("ASY-PKL-015");
        (await Run(p => p.Proto(4).Global("some_package", "Runner").EmptyTuple().Op(PickleOpcode.NewObj).EmptyDict().Text("cmd").Text(Command)
            .Op(PickleOpcode.SetItem).Build().Stop())).Rules.ShouldContain("ASY-PKL-015");
    }

    [Fact]
    public async Task A_pickle_in_base64_and_zlib_is_opened()
    {
        using var memory = new MemoryStream();
        using (var zlib = new ZLibStream(memory, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(Canary());
        var text = Convert.ToBase64String(memory.ToArray());
        var result = await Run(p => p.Global("torch.storage", "_load_from_bytes").Global("zlib", "decompress").Global("base64", "b64decode").Text(text).Tuple1()
            .Reduce().Tuple1().Reduce().Tuple1().Reduce().Stop());
        result.Of("ASY-PKL-001").Message.ShouldContain("os.system");
    }

    [Fact]
    public async Task Bytes_that_protocol_2_writes_as_text_are_opened()
    {
        var result = await Run(p => p.Proto(2).Global("torch.storage", "_load_from_bytes").Global("_codecs", "encode")
            .Text(Encoding.Latin1.GetString(Canary())).Text("latin1").Tuple2().Reduce().Tuple1().Reduce().Stop());
        result.Rules.ShouldBe(["ASY-PKL-001"]);
    }

    [Fact]
    public async Task Items_put_into_something_of_the_program_overwrite_it()
    {
        (await Run(p => p.Global("torch.serialization", "__dict__").Text("flag").Op(PickleOpcode.NewFalse).Op(PickleOpcode.SetItem).Stop()))
            .Rules.ShouldContain("ASY-PKL-008");
        (await Run(p => p.Global("some_package", "HOOKS").Mark().Text("x").Op(PickleOpcode.Appends).Stop())).Rules.ShouldContain("ASY-PKL-008");
        (await Run(p => p.Global("logging", "getLogger").Text("x").Tuple1().Reduce().EmptyDict().Build().Stop())).Rules.ShouldContain("ASY-PKL-008");
    }

    [Theory]
    [InlineData("operator", "attrgetter", "__class__.__init__.__globals__")]
    [InlineData("operator", "attrgetter", "system")]
    public async Task Attributes_that_lead_out_are_critical(string module, string name, string attribute) =>
        (await Run(p => p.Global(module, name).Text(attribute).Tuple1().Reduce().Stop())).Worst.ShouldBe(Severity.Critical);

    [Fact]
    public async Task Functions_that_call_what_they_are_given_are_critical_unless_they_join_types()
    {
        (await Run(p => p.Global("functools", "reduce").Global("some_package", "run").Text("x").Tuple1().Tuple2().Reduce().Stop())).Worst.ShouldBe(Severity.Critical);
        (await Run(p => p.Global("builtins", "type").Mark().Text("X").EmptyTuple().EmptyDict().Op(PickleOpcode.Tuple).Reduce().Stop()))
            .Worst.ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task A_splice_and_left_over_values_are_reported()
    {
        (await Run(p => p.Proto(2).EmptyDict().Op(PickleOpcode.LongBinPut, 0x40, 0x42, 0x0f, 0).Stop())).Rules.ShouldBe(["ASY-PKL-012"]);
        (await Run(p => p.Proto(2).EmptyDict().EmptyDict().Stop())).Rules.ShouldBe(["ASY-PKL-012"]);
    }

    [Fact]
    public async Task A_key_that_cannot_be_one_is_damage() =>
        (await Run(p => p.Proto(2).EmptyDict().EmptyDict().Text("v").Op(PickleOpcode.SetItem).Stop())).Rules.ShouldBe(["ASY-PKL-006"]);

    [Theory]
    [InlineData("builtins", "list", "0")]
    [InlineData("torch", "FloatStorage", "../../x")]
    public async Task A_storage_that_torch_would_not_ask_for_is_reported(string module, string type, string key) =>
        (await Run(p => p.Proto(2).Mark().Text("storage").Global(module, type).Text(key).Text("cpu").Int(4).Op(PickleOpcode.Tuple).Op(PickleOpcode.BinPersId)
            .Stop())).Rules.ShouldBe(["ASY-PKL-016"]);
}
