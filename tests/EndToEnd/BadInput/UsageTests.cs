using Assay.Tests.EndToEnd.Running;

namespace Assay.Tests.EndToEnd.BadInput;

public sealed class UsageTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public UsageTests()
    {
        _work.Write("model.pkl", Samples.Harmless);
        Directory.CreateDirectory(_work["empty"]);
    }

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("does not exist", "scan", "missing.pkl")]
    [InlineData("does not exist", "scan", "model.pkl", "missing.pkl")]
    [InlineData("a target is empty", "scan", "")]
    [InlineData("the directory is empty", "scan", "empty", "--each")]
    [InlineData("--bogus", "scan", "model.pkl", "--bogus")]
    [InlineData("text", "scan", "model.pkl", "--format", "carrier-pigeon")]
    [InlineData("structure", "scan", "model.pkl", "--depth", "bottomless")]
    [InlineData("critical", "scan", "model.pkl", "--fail-on", "never")]
    [InlineData("network", "scan", "hf://org/model", "--offline")]
    [InlineData("no-such/report", "scan", "model.pkl", "--output", "no-such/report")]
    [InlineData("empty", "scan", "model.pkl", "--output", "empty")]
    [InlineData("missing.yaml", "scan", "model.pkl", "--policy", "missing.yaml")]
    [InlineData("--data", "scan", "model.pkl", "--data", "/proc/assay")]
    [InlineData("--data", "scan", "model.pkl", "--data", "model.pkl")]
    [InlineData("missing", "scan")]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("gpu-probe", "worker", "nosuch")]
    [InlineData("--name", "token", "create")]
    [InlineData("cannot be reached", "status", "--server", "http://127.0.0.1:9")]
    [InlineData("http://host:port", "status", "--server", "nonsense")]
    [InlineData("http://host:port", "serve", "--listen", "nonsense")]
    public async Task What_cannot_be_done_is_one_line_and_status_2(string says, params string[] arguments) =>
        (await AssayProgram.RunAsync(_work, arguments)).ShouldRefuse(says);

    [Fact]
    public async Task A_broken_policy_names_every_error_in_one_line()
    {
        _work.Write("policy.yaml", "schema: assay.policy/1\nname: x\ndepht: full\nunread: perhaps\n");

        var result = await AssayProgram.RunAsync(_work, "scan", "model.pkl", "--policy", "policy.yaml");

        result.ShouldRefuse("depht");
        result.Error.ShouldContain("unread");
    }

    [Theory]
    [InlineData("{[")]
    [InlineData("")]
    [InlineData("\u001b[31mred")]
    [InlineData("a: &a [*a]")]
    public async Task A_policy_that_is_none_is_refused(string text)
    {
        _work.Write("policy.yaml", text);

        (await AssayProgram.RunAsync(_work, "scan", "model.pkl", "--policy", "policy.yaml")).ShouldRefuse("policy.yaml");
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_leaves_the_old_one_as_it_was()
    {
        _work.Write("report", "old");
        Directory.CreateDirectory(_work["report.part"]);

        (await AssayProgram.RunAsync(_work, "scan", "model.pkl", "--output", "report")).ShouldRefuse("report");

        (await File.ReadAllTextAsync(_work["report"])).ShouldBe("old");
    }

    [Fact]
    public async Task An_empty_directory_is_incomplete_and_says_so()
    {
        var result = await AssayProgram.RunAsync(_work, "scan", "empty", "--format", "json");

        result.ShouldEndWith(2).ShouldSayInOneLine("no files");
        result.Report.GetProperty("verdict").GetString().ShouldBe("incomplete");
    }

    [Fact]
    public async Task A_broken_link_says_what_is_wrong()
    {
        File.CreateSymbolicLink(_work["dangling"], _work["nowhere"]);
        File.CreateSymbolicLink(_work["loop"], _work["loop"]);

        (await AssayProgram.RunAsync(_work, "scan", "dangling")).ShouldRefuse("dangling");
        (await AssayProgram.RunAsync(_work, "scan", "loop")).ShouldRefuse("loop");
    }

    [Fact]
    public async Task Files_without_permission_are_named_and_the_scan_is_incomplete()
    {
        if (!File.Exists("/usr/bin/setpriv")) Assert.Skip("setpriv is not installed");
        _work.Write("secret.pkl", Samples.Harmless);
        File.SetUnixFileMode(_work["secret.pkl"], UnixFileMode.None);

        // Root reads everything; without these capabilities it is a user like any other.
        string[] launcher = Environment.IsPrivilegedProcess
            ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
            : ["env"];
        await using var program = AssayProgram.StartUnder(_work, launcher, "scan", "secret.pkl", "--format", "json");
        var result = await program.EndAsync();

        result.ShouldEndWith(2).ShouldSayInOneLine("secret.pkl");
        result.Error.ShouldContain("denied", Case.Insensitive);
    }

    [Fact]
    public async Task Help_goes_to_standard_output_with_status_0()
    {
        foreach (var arguments in (string[][])[["--help"], ["scan", "--help"], ["serve", "--help"], ["--version"]])
        {
            var result = await AssayProgram.RunAsync(_work, arguments);
            result.ShouldEndWith(0).Error.ShouldBeEmpty();
            result.Output.ShouldNotBeEmpty();
        }
    }
}
