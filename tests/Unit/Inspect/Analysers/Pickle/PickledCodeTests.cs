using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Formats.Pickle;
using Assay.Inspect.Analysers.Pickle;
using Assay.Tests.Unit.Formats.PythonBytecode;

namespace Assay.Tests.Unit.Inspect.Analysers.Pickle;

/// <summary>Functions that pickles carry as bytecode, laid out as cloudpickle and dill do.</summary>
public sealed class PickledCodeTests
{
    private static Task<TestBedResult> Run(Action<PickleBuilder> write) =>
        TestBed.For(new PickleAnalyser()).WithPickle(write).RunAsync(TestContext.Current.CancellationToken);

    // def f(): return <first name>.<second name>('echo assay-canary'), in the instructions of 3.10.
    private static PickleBuilder Code(PickleBuilder pickle, int unused, params string[] names)
    {
        byte first = (byte)unused, second = (byte)(unused + 1);
        pickle.Global("cloudpickle.cloudpickle", "_builtin_type").Text("CodeType").Tuple1().Reduce().Mark();
        for (var i = 0; i < 6; i++) pickle.Int(0);
        pickle.Bytes(names.Length == 2 ? [116, first, 160, second, 100, 0, 161, 1, 83, 0] : [100, 0, 83, 0]);
        pickle.Text("echo assay-canary").Tuple1().Mark();
        for (var i = 0; i < unused; i++) pickle.Text("unused" + i);
        foreach (var name in names) pickle.Text(name);
        pickle.Op(PickleOpcode.Tuple).EmptyTuple().Text("file.py").Text("f").Int(1).Bytes([]).EmptyTuple().EmptyTuple().Op(PickleOpcode.Tuple).Reduce();
        return pickle;
    }

    private static PickleBuilder Function(PickleBuilder pickle, int unused, params string[] names) =>
        Code(pickle.Global("cloudpickle.cloudpickle", "_make_function").Mark(), unused, names).EmptyDict().Op(PickleOpcode.Tuple).Reduce();

    [Fact]
    public async Task Code_that_runs_a_command_is_critical_and_in_words()
    {
        var finding = (await Run(p => Function(p.Proto(4), 0, "os", "system").Stop())).Of("ASY-PKL-010");
        finding.Severity.ShouldBe(Severity.Critical);
        finding.Message.ShouldContain("the function f as bytecode, which calls os.system('echo assay-canary'), which runs a command");
    }

    [Fact]
    public async Task Names_beyond_a_long_table_are_not_lost() =>
        (await Run(p => Function(p.Proto(4), 60, "os", "system").Stop())).Of("ASY-PKL-010").Severity.ShouldBe(Severity.Critical);

    [Fact]
    public async Task Code_that_only_computes_is_medium_since_it_is_code() =>
        (await Run(p => Function(p.Proto(4), 0).Stop())).Worst.ShouldBe(Severity.Medium);

    [Fact]
    public async Task A_function_that_is_called_while_loading_is_high() =>
        (await Run(p => Function(p.Proto(4), 0).EmptyTuple().Reduce().Stop())).Worst.ShouldBe(Severity.High);

    [Fact]
    public async Task A_dangerous_module_under_an_innocent_global_name_is_seen() =>
        (await Run(p => Code(p.Proto(4).Global("cloudpickle.cloudpickle", "_make_function").Mark(), 0, "np", "system").EmptyDict().Text("np")
            .Global("cloudpickle.cloudpickle", "subimport").Text("os").Tuple1().Reduce().Op(PickleOpcode.SetItem).Op(PickleOpcode.Tuple).Reduce().Stop()))
            .Worst.ShouldBeOneOf(Severity.High, Severity.Critical);

    [Fact]
    public async Task Marshalled_code_is_read()
    {
        var result = await Run(p => p.Proto(3).Global("marshal", "loads").Bytes(CompiledSamples.Of(12, "System")).Tuple1().Reduce().Stop());
        result.Of("ASY-PKL-010").Message.ShouldContain("os.system('echo assay-canary')");
        result.Of("ASY-PKL-001").Severity.ShouldBe(Severity.Critical);
    }
}
