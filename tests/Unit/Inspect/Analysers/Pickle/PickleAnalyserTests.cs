using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Formats.Pickle;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Tests.Unit.Inspect.Analysers.Pickle;

public sealed class PickleAnalyserTests
{
    private static Task<TestBedResult> Run(Action<PickleBuilder> write) =>
        TestBed.For(new PickleAnalyser()).WithPickle(write).RunAsync(TestContext.Current.CancellationToken);

    private static Task<TestBedResult> Call(string module, string name, params string[] arguments) => Run(p =>
    {
        p.Proto(2).Global(module, name).Mark();
        foreach (var argument in arguments) p.Text(argument);
        p.Op(PickleOpcode.Tuple).Reduce().Stop();
    });

    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("nt", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("__builtin__", "exec")]
    [InlineData("subprocess", "Popen")]
    [InlineData("random", "_os.system")]
    [InlineData("pathlib", "os.system")]
    [InlineData("torch", "os.system")]
    [InlineData("torch.hub", "load")]
    [InlineData("torch", "load")]
    [InlineData("numpy.testing._private.utils", "runstring")]
    [InlineData("asyncio.unix_events", "_UnixSubprocessTransport._start")]
    [InlineData("builtins", "eval.__call__")]
    [InlineData("pip", "main")]
    public async Task A_known_gadget_that_is_called_is_critical(string module, string name)
    {
        var result = await Call(module, name, "echo assay-canary");
        var finding = result.Of("ASY-PKL-001");
        finding.Severity.ShouldBe(Severity.Critical);
        finding.Message.ShouldContain("'echo assay-canary'");
        finding.References.ShouldContain("CWE-502");
    }

    [Theory]
    [InlineData("collections", "OrderedDict")]
    [InlineData("torch", "Size")]
    [InlineData("numpy._core.multiarray", "_reconstruct")]
    [InlineData("sklearn.linear_model._logistic", "LogisticRegression")]
    [InlineData("sklearn.tree._tree", "Tree")]
    [InlineData("torch.nn.modules.linear", "Linear")]
    [InlineData("transformers.training_args", "TrainingArguments")]
    public async Task Constructors_of_data_are_no_finding(string module, string name) => (await Call(module, name)).Findings.ShouldBeEmpty();

    [Fact]
    public async Task An_unknown_function_is_high_and_an_unknown_class_medium()
    {
        (await Call("some_package", "run", "x")).Of("ASY-PKL-003").Severity.ShouldBe(Severity.High);
        (await Call("some_package.models", "Net")).Of("ASY-PKL-004").Severity.ShouldBe(Severity.Medium);
    }

    [Fact]
    public async Task A_function_of_an_allowed_package_is_not_allowed_for_that() =>
        (await Call("sklearn.utils", "run_anything")).Worst.ShouldBe(Severity.High);

    [Fact]
    public async Task A_dangerous_import_that_is_not_called_is_high() =>
        (await Run(p => p.Proto(2).Global("builtins", "eval").Stop())).Of("ASY-PKL-002").Severity.ShouldBe(Severity.High);

    [Fact]
    public async Task Getattr_is_judged_by_what_it_reaches()
    {
        (await Run(p => p.Global("builtins", "getattr").Global("sklearn.preprocessing._data", "StandardScaler").Text("transform").Tuple2().Reduce().Stop()))
            .Findings.ShouldBeEmpty();
        (await Run(p => p.Global("builtins", "getattr").Global("sklearn.preprocessing._data", "StandardScaler").Text("__globals__").Tuple2().Reduce().Stop()))
            .Worst.ShouldBe(Severity.High);
    }

    [Fact]
    public async Task Source_code_given_to_a_constructor_of_data_is_reported() =>
        (await Call("collections", "OrderedDict", "import os; os.system('echo assay-canary')")).Of("ASY-PKL-009").Severity.ShouldBe(Severity.Medium);

    [Fact]
    public async Task Words_in_data_are_no_finding() =>
        (await Run(p => p.Proto(2).EmptyDict().Text("os.system").Text("eval(open('x').read())").Op(PickleOpcode.SetItem).Stop())).Findings.ShouldBeEmpty();

    [Fact]
    public async Task Overwriting_attributes_of_an_import_is_reported() =>
        (await Run(p => p.Global("collections", "OrderedDict").EmptyDict().Build().Stop())).Rules.ShouldContain("ASY-PKL-008");

    [Fact]
    public async Task Names_that_are_computed_are_reported() =>
        (await Run(p => p.Proto(4).Global("builtins", "str").EmptyTuple().Reduce().Text("system").Op(PickleOpcode.StackGlobal).EmptyTuple().Reduce().Stop()))
            .Of("ASY-PKL-005").Severity.ShouldBe(Severity.High);

    [Fact]
    public async Task Damage_does_not_hide_what_ran_before_it()
    {
        var result = await Run(p => p.Proto(2).Global("os", "system").Text("echo assay-canary").Tuple1().Reduce().Raw(255));
        result.Rules.ShouldBe(["ASY-PKL-001", "ASY-PKL-006"]);
    }

    [Fact]
    public async Task A_pickle_in_bytes_is_opened_with_its_offset()
    {
        var inner = new PickleBuilder().Proto(2).Global("os", "system").Text("echo assay-canary").Tuple1().Reduce().Stop().ToArray();
        var result = await Run(p => p.Proto(3).Global("torch.storage", "_load_from_bytes").Bytes(inner).Tuple1().Reduce().Stop());
        result.Of("ASY-PKL-001").Location.Offset.ShouldNotBeNull().ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task An_executable_behind_the_pickle_is_reported() =>
        (await Run(p => p.Proto(2).EmptyDict().Stop().Raw([0x7f, (byte)'E', (byte)'L', (byte)'F', .. new byte[40]])))
            .Of("ASY-PKL-007").Message.ShouldContain("executable");

    [Fact]
    public async Task Control_characters_of_a_name_never_reach_the_message()
    {
        var result = await Call("evil\u001b[31m", "run\u202e");
        var text = new StringBuilder();
        foreach (var finding in result.Findings) text.Append(finding.Message).Append(finding.Evidence[0].Value);
        text.ToString().ShouldNotContain("\u001b");
        text.ToString().ShouldNotContain("\u202e");
    }

    [Fact]
    public async Task Thousands_of_imports_give_a_bounded_list()
    {
        var result = await Run(p =>
        {
            for (var i = 0; i < 5000; i++) p.Global("module_" + i, "function").EmptyTuple().Reduce().Op(PickleOpcode.Pop);
            p.Global("os", "system").Text("echo assay-canary").Tuple1().Reduce().Stop();
        });
        result.Findings.Count.ShouldBeLessThanOrEqualTo(100);
        result.Worst.ShouldBe(Severity.Critical);
    }
}
