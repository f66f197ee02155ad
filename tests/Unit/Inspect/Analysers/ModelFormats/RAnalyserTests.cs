using Assay.Contracts.Values;
using static Assay.Tests.Unit.Inspect.Analysers.ModelFormats.ModelSamples;
using static Assay.Tests.Unit.Inspect.Analysers.ModelFormats.RSamples;

namespace Assay.Tests.Unit.Inspect.Analysers.ModelFormats;

public sealed class RAnalyserTests
{
    private static readonly byte[] Run = Call("system", String("echo assay-canary"));

    private static Task Fires(byte[] bytes, string rule, Severity severity) => Examined.ShouldFireAsync(bytes, rule, severity);

    [Fact]
    public async Task A_promise_that_runs_a_command_when_it_is_touched_is_critical()
    {
        await Fires(Rds(Promise(Big(Unbound), Run)), "ASY-RDS-010", Severity.Critical);
        await Fires(Rda("model", Promise(Big(Unbound), Run)), "ASY-RDS-010", Severity.Critical);
        await Fires(Rds(Vector(Numbers(1, 2), Vector(Promise(Big(Unbound), Run)))), "ASY-RDS-010", Severity.Critical);
        await Fires(Text("A\n2\n262656\n131840\n5\n252\n6\n1\n262153\n6\nsystem\n2\n16\n1\n262153\n4\necho\n254\n"), "ASY-RDS-010",
            Severity.Critical);
    }

    [Fact]
    public async Task A_promise_that_calls_something_else_is_high() => await Fires(Rds(Promise(Big(Unbound), Call("some_function"))), "ASY-RDS-010",
        Severity.High);

    [Theory]
    [InlineData("system")]
    [InlineData("system2")]
    [InlineData("pipe")]
    [InlineData("dyn.load")]
    [InlineData("download.file")]
    public async Task Code_that_reaches_the_system_is_high(string function)
    {
        await Fires(Rds(Closure(Call(function, String("x")))), "ASY-RDS-011", Severity.High);
        await Fires(Rds(Call("~", Symbol("y"), Call(function, String("x")))), "ASY-RDS-011", Severity.High);
        await Fires(Rds(Call(Call("::", Symbol("base"), Symbol(function)), String("x"))), "ASY-RDS-011", Severity.High);
        await Fires(Rds(Call("do.call", String(function), Call("list", String("x")))), "ASY-RDS-011", Severity.High);
        await Fires(Rds(Environment("x", Promise(Big(Unbound), Call(function, String("x"))))), "ASY-RDS-011", Severity.High);
    }

    [Fact]
    public async Task A_name_that_is_put_together_is_resolved()
    {
        await Fires(Rds(Call("do.call", Call("paste0", String("sys"), String("tem")), String("x"))), "ASY-RDS-011", Severity.High);
        await Fires(Rds(Call("eval", Call("parse", Symbol("text"), String("system('echo assay-canary')")))), "ASY-RDS-011", Severity.High);
    }

    [Fact]
    public async Task Byte_code_is_read_for_the_functions_it_names()
    {
        var code = Join(Big(21), Big(0), Big(13), Big(1), Big(0), Big(1), Big(1), Symbol("system"));
        await Fires(Rds(Closure(code)), "ASY-RDS-011", Severity.High);
    }

    [Fact]
    public async Task Damage_is_medium_and_keeps_what_stood_before()
    {
        var bytes = Rds(Vector(Promise(Big(Unbound), Run), Numbers(1, 2)))[..^8];
        await Fires(bytes, "ASY-RDS-001", Severity.Medium);
        await Fires(bytes, "ASY-RDS-010", Severity.Critical);
    }

    [Fact]
    public async Task Models_with_functions_formulas_and_waiting_arguments_are_fine()
    {
        var formula = Call("~", Symbol("y"), Call("+", Symbol("x"), Call("poly", Symbol("z"), Numbers(2))));
        var family = Closure(Call("{", Call("if", Call("any", Symbol("y")), Call("stop", String("y values must be 0 <= y <= 1"))), Call("eval",
            Symbol("expr"))));
        await Examined.ShouldBeHonestAsync(Rds(Vector(Numbers(1, 2), formula, family, Environment("data", Promise(Big(Unbound), Symbol("df"))))),
            FileFormat.R);
        await Examined.ShouldBeHonestAsync(Rda("system", Vector(String("system"), String("os.system is a word"))), FileFormat.R);
        await Examined.ShouldBeHonestAsync(Text("RDX2\nX\nworkspace\nmodel_one\nsystem_model"), FileFormat.R);
    }
}
