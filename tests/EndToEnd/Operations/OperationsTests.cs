using Assay.Tests.EndToEnd.Running;

namespace Assay.Tests.EndToEnd.Operations;

public sealed class OperationsTests : IDisposable
{
    private const string Canary = "CanaryPassword7";

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_worker_with_a_wrong_configuration_names_every_error()
    {
        var result = await AssayProgram.RunAsync(_work, "worker", "inspect", "--set", "Storage:Kind=postgres", "--set", "Bus:Transport=rabbit-mq", "--set", "Bus:Port=99999");

        result.ShouldEndWith(2).Output.ShouldBeEmpty();
        result.ErrorLines.Count.ShouldBeGreaterThan(1);
        result.ErrorLines.ShouldAllBe(line => line.StartsWith("assay: ", StringComparison.Ordinal));
        result.Error.ShouldNotContain("Exception");
        result.Error.ShouldContain("Storage");
        result.Error.ShouldContain("Bus");
    }

    [Fact]
    public async Task The_schema_is_brought_up_to_date_once()
    {
        (await AssayProgram.RunAsync(_work, "db", "migrate")).ShouldEndWith(0).Output.ShouldStartWith("applied");
        (await AssayProgram.RunAsync(_work, "db", "migrate")).ShouldEndWith(0).Output.Trim().ShouldBe("the schema is up to date");
    }

    [Fact]
    public async Task The_doctor_finds_a_bare_machine_in_good_health()
    {
        var result = await AssayProgram.RunAsync(_work, "doctor");

        result.ShouldEndWith(0).Error.ShouldBeEmpty();
        foreach (var subject in (string[])["machine", "data folder", "onnx runtime", "sandbox", "database", "bus"]) result.Output.ShouldContain(subject);
    }

    [Theory]
    [InlineData("worker", "inspect")]
    [InlineData("db", "migrate")]
    [InlineData("doctor")]
    public async Task A_database_that_does_not_answer_is_named_without_its_password(params string[] command)
    {
        (string, string)[] variables =
        [
            ("ASSAY_Storage__Kind", "postgres"),
            ("ASSAY_Storage__ConnectionString", $"Host=127.0.0.1;Port=9;Username=assay;Password={Canary};Timeout=2"),
            ("ASSAY_Logging__LogLevel__Default", "Trace"),
        ];

        var result = await AssayProgram.RunAsync(_work, variables, command);

        result.ExitCode.ShouldBeOneOf(1, 2);
        (result.Output + result.Error).ShouldNotContain(Canary);
        (result.Output + result.Error).ShouldContain("PostgreSQL");
    }
}
