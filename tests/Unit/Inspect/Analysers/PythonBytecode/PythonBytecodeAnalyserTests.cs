using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Formats.PythonBytecode;
using Assay.Inspect.Analysers.PythonBytecode;
using Assay.Tests.Unit.Formats.PythonBytecode;

namespace Assay.Tests.Unit.Inspect.Analysers.PythonBytecode;

public sealed class PythonBytecodeAnalyserTests
{
    private static Task<TestBedResult> Run(byte[] bytes) =>
        TestBed.For(new PythonBytecodeAnalyser()).WithBytes(bytes).RunAsync(TestContext.Current.CancellationToken);

    private static Severity Judge(params string[] names)
    {
        // LOAD_GLOBAL of the first name, LOAD_ATTR of the others, then a call of the result, in the instructions of 3.10.
        List<byte> instructions = [116, 0];
        for (byte i = 1; i < names.Length; i++) instructions.AddRange([106, i]);
        instructions.AddRange([131, 0, 83, 0]);
        return BytecodeJudge.Examine(new PyCode(PyLayout.Python38, "<lambda>", instructions.ToArray(), [], names, [], []), 10).Severity;
    }

    [Fact]
    public async Task A_compiled_command_is_critical_and_quoted()
    {
        var finding = (await Run(CompiledSamples.Pyc(12, "System"))).Of("ASY-PYC-001");
        finding.Severity.ShouldBe(Severity.Critical);
        finding.Message.ShouldContain("calls os.system('echo assay-canary'), which runs a command");
        finding.References.ShouldContain("AML.T0011.000");
    }

    [Fact]
    public async Task Compiled_arithmetic_is_still_code_without_its_source() =>
        (await Run(CompiledSamples.Pyc(12, "Arithmetic"))).Of("ASY-PYC-003").Severity.ShouldBe(Severity.Medium);

    [Fact]
    public async Task Cut_code_is_unreadable_and_partial()
    {
        var result = await Run(CompiledSamples.Pyc(12, "System")[..60]);
        result.Rules.ShouldBe(["ASY-PYC-004"]);
        result.Result.PartialReason.ShouldNotBeNull();
        result.Result.BytesUnderstood.ShouldBe(0);
    }

    [Theory]
    [InlineData("torch os system")]
    [InlineData("tf io gfile os popen")]
    [InlineData("eval")]
    [InlineData("__builtins__ exec")]
    [InlineData("sys modules posix system")]
    [InlineData("ctypes CDLL")]
    [InlineData("marshal loads")]
    [InlineData("anything Popen")]
    public void What_runs_commands_or_code_is_critical_however_it_is_reached(string path) => Judge(path.Split(' ')).ShouldBe(Severity.Critical);

    [Theory]
    [InlineData("x __globals__")]
    [InlineData("urllib request urlopen")]
    [InlineData("os remove")]
    [InlineData("tf io write_file")]
    [InlineData("tf py_function")]
    [InlineData("__import__")]
    public void What_reaches_out_of_the_model_is_high(string path) => Judge(path.Split(' ')).ShouldBe(Severity.High);

    [Theory]
    [InlineData("math sqrt")]
    [InlineData("tf nn relu")]
    [InlineData("K mean")]
    [InlineData("os path join")]
    [InlineData("len")]
    [InlineData("np random normal")]
    public void What_computes_is_low(string path) => Judge(path.Split(' ')).ShouldBe(Severity.Low);

    [Fact]
    public void A_method_called_eval_or_compile_is_not_the_built_in() => Judge("torch", "model", "eval").ShouldBe(Severity.Low);

    [Fact]
    public void A_function_of_which_nothing_is_known_is_medium() => Judge("somebodys_function").ShouldBe(Severity.Medium);

    [Fact]
    public void Code_inside_bytes_inside_code_is_examined()
    {
        var outer = new PyCode(PyLayout.Python38, "f", new byte[] { 100, 0, 83, 0 }, [PyConstant.Of(CompiledSamples.Of(10, "System"))], [], [], []);
        BytecodeJudge.Examine(outer, 10).Severity.ShouldBe(Severity.Critical);
    }

    [Fact]
    public void A_telling_name_cannot_be_hidden_behind_instructions_that_nobody_reads()
    {
        var code = new PyCode(PyLayout.Python38, "f", new byte[] { 100, 99, 255, 255 }, [], ["os", "system", "x"], [], []);
        var report = BytecodeJudge.Examine(code);
        report.Severity.ShouldBeOneOf(Severity.High, Severity.Critical);
        report.Words.ShouldContain("system");
    }

    [Fact]
    public void Faults_in_code_that_never_runs_do_not_hide_the_version_that_runs_the_rest()
    {
        var code = MarshalReader.ReadCode(CompiledSamples.Of(12, "System"))!;
        var dead = code with { Instructions = new byte[][] { code.Instructions.ToArray(), [100, 250, 101, 250] }.SelectMany(b => b).ToArray() };
        BytecodeJudge.Examine(dead).Severity.ShouldBe(Severity.Critical);
    }

    [Fact]
    public void Data_that_is_no_code_is_no_report()
    {
        BytecodeJudge.Examine("not code at all"u8).ShouldBeNull();
        BytecodeJudge.Examine([]).ShouldBeNull();
    }
}
