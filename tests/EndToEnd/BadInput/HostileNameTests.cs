using Assay.Tests.EndToEnd.Running;
using Assay.Tests.EndToEnd.Scan;

namespace Assay.Tests.EndToEnd.BadInput;

public sealed class HostileNameTests : IDisposable
{
    private const string Hostile = "a\u001b[2J\nassay: all is well\u202e.pkl";

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    public async Task A_name_with_terminal_escapes_is_printed_quoted(string format)
    {
        _work.Write("model/" + Hostile, Samples.Malicious);

        var inside = await AssayProgram.RunAsync(_work, "scan", "model", "--format", format);
        var target = await AssayProgram.RunAsync(_work, "scan", "model/" + Hostile, "--format", format);

        foreach (var result in (ProgramResult[])[inside, target])
        {
            result.ShouldEndWith(1);
            result.Output.ShouldNotContain('\u001b');
            result.Output.ShouldNotContain('\u202e');
            result.Output.Split('\n').ShouldNotContain(line => line.StartsWith("assay: all is well", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_missing_target_with_such_a_name_is_one_line() =>
        (await AssayProgram.RunAsync(_work, "scan", Hostile)).ShouldRefuse("does not exist");

    [Fact]
    public async Task Archive_members_that_climb_out_are_scanned_and_written_nowhere()
    {
        _work.Write("model.zip", Samples.Zip(("../../escaped.pkl", Samples.Malicious), ("/tmp/assay-escaped.pkl", Samples.Malicious), ("x\u001b[31m.pkl", Samples.Malicious)));

        var json = await AssayProgram.RunAsync(_work, "scan", "model.zip", "--format", "json");
        var text = await AssayProgram.RunAsync(_work, "scan", "model.zip");

        json.ShouldEndWith(1).Report.ShouldBeReport();
        json.Report.Rules().Count(rule => rule == "ASY-PKL-001").ShouldBe(3);
        text.ShouldEndWith(1).Output.ShouldNotContain('\u001b');
        Directory.GetFiles(_work.Root, "*escaped*", SearchOption.AllDirectories).ShouldBeEmpty();
        File.Exists("/tmp/assay-escaped.pkl").ShouldBeFalse();
    }
}
