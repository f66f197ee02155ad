using System.Text.Json;
using Assay.Tests.EndToEnd.Running;

namespace Assay.Tests.EndToEnd.Scan;

public sealed class ScanTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_harmless_file_is_approved_with_status_0()
    {
        var result = await ScanAsync(_work.Write("model.pkl", Samples.Harmless), "--format", "json");

        result.ShouldEndWith(0).Error.ShouldBeEmpty();
        result.Report.ShouldBeReport();
        result.Report.Text("verdict").ShouldBe("approved");
        result.Report.Text("depth").ShouldBe("full");
        var model = result.Report.Items("models").Single();
        model.Text("target").ShouldBe(_work["model.pkl"]);
        model.GetProperty("trojan_probability").ValueKind.ShouldBe(JsonValueKind.Null);
        var artifact = model.Items("artifacts").Single();
        artifact.Text("path").ShouldBe("model.pkl");
        artifact.GetProperty("size").GetInt64().ShouldBe(Samples.Harmless.Length);
        artifact.Text("sha256").ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Samples.Harmless)));
    }

    [Fact]
    public async Task A_malicious_file_is_rejected_with_status_1_and_its_evidence()
    {
        var result = await ScanAsync(_work.Write("model.pkl", Samples.Malicious), "--format", "json");

        result.ShouldEndWith(1).Error.ShouldBeEmpty();
        result.Report.ShouldBeReport();
        result.Report.Text("verdict").ShouldBe("rejected");
        result.Report.Rules().ShouldContain("ASY-PKL-001");
        result.Output.ShouldContain("assay-canary");
    }

    [Fact]
    public async Task A_directory_is_one_model_and_each_makes_every_entry_one()
    {
        _work.Write("models/a/model.safetensors", Samples.Safetensors());
        _work.Write("models/a/config.json", "{}");
        _work.Write("models/b.pkl", Samples.Malicious);
        _work.Write("models/c.pkl", Samples.Harmless);

        var one = await ScanAsync(_work["models"], "--format", "json");
        var each = await ScanAsync(_work["models"], "--each", "--format", "json");

        one.ShouldEndWith(1).Report.ShouldBeReport();
        one.Report.Items("models").Single().Items("artifacts").Select(a => a.Text("path")).ShouldBe(["a/config.json", "a/model.safetensors", "b.pkl", "c.pkl"]);
        each.ShouldEndWith(1).Report.ShouldBeReport();
        each.Report.Text("verdict").ShouldBe("rejected");
        each.Report.Items("models").Select(m => (Path.GetFileName(m.Text("target")), m.Text("verdict"))).ShouldBe(
            [("a", "approved"), ("b.pkl", "rejected"), ("c.pkl", "approved")]);
    }

    [Fact]
    public async Task Several_targets_are_one_report_in_their_order()
    {
        var (bad, good) = (_work.Write("z.pkl", Samples.Malicious), _work.Write("a.pkl", Samples.Harmless));

        var result = await ScanAsync(bad, good, bad, "--format", "json");

        result.ShouldEndWith(1).Report.ShouldBeReport();
        result.Report.Items("models").Select(m => m.Text("target")).ShouldBe([bad, good, bad]);
        result.Report.Items("models").Select(m => m.Text("verdict")).ShouldBe(["rejected", "approved", "rejected"]);
    }

    [Theory]
    [InlineData("metadata")]
    [InlineData("structure")]
    [InlineData("full")]
    public async Task A_report_states_the_depth_that_was_asked_for(string depth)
    {
        var result = await ScanAsync(_work.Write("model.pkl", Samples.Harmless), "--format", "json", "--depth", depth);

        result.Report.ShouldBeReport();
        result.Report.Text("depth").ShouldBe(depth);
        result.Report.Items("models").Single().GetProperty("coverage").GetProperty("files_read").GetInt32().ShouldBe(depth == "metadata" ? 0 : 1);
        if (depth == "metadata") result.Report.Text("verdict").ShouldNotBe("approved");
    }

    [Theory]
    [InlineData("critical", 0)]
    [InlineData("high", 1)]
    [InlineData("info", 1)]
    public async Task The_threshold_decides_about_the_exit_status(string failOn, int status)
    {
        // A high finding and no critical one: a pickle that imports what it does not call.
        var model = _work.Write("model.pkl", "cos\nsystem\n.");
        var result = await ScanAsync(model, "--format", "json", "--fail-on", failOn);

        var worst = result.Report.Items("models").Single().Items("artifacts").Single().Items("findings").First().Text("severity");
        result.ShouldEndWith(worst == "critical" ? 1 : status);
    }

    [Theory]
    [InlineData("text", "REJECTED")]
    [InlineData("markdown", "ASY-PKL-001")]
    [InlineData("sarif", "\"ruleId\": \"ASY-PKL-001\"")]
    [InlineData("html", "ASY-PKL-001")]
    [InlineData("junit", "type=\"ASY-PKL-001\"")]
    [InlineData("json", "\"assay.report/1\"")]
    public async Task A_report_goes_to_standard_output_or_whole_to_a_file(string format, string holds)
    {
        var model = _work.Write("model.pkl", Samples.Malicious);

        var printed = await ScanAsync(model, "--format", format);
        var written = await ScanAsync(model, "--format", format, "--output", _work["report"]);

        printed.ShouldEndWith(1).Output.ShouldContain(holds);
        printed.Output.ShouldNotContain("\u001b");
        written.ShouldEndWith(1).Output.ShouldBeEmpty();
        WithoutScanId(await File.ReadAllTextAsync(_work["report"])).ShouldBe(WithoutScanId(printed.Output));
        Directory.GetFiles(_work.Root, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_policy_of_the_users_own_decides()
    {
        var policy = _work.Write("policy.yaml", """
            schema: assay.policy/1
            name: lenient
            depth: metadata
            unread: approve
            unexamined: approve
            suppress:
              - rule: ASY-PKL-001
                path: legacy*
                reason: reviewed
            """);

        var suppressed = await ScanAsync(_work.Write("legacy.pkl", Samples.Malicious), "--format", "json", "--policy", policy);
        var other = await ScanAsync(_work.Write("other.pkl", Samples.Malicious), "--format", "json", "--policy", policy);

        suppressed.Report.Text("verdict").ShouldBe("approved");
        suppressed.Report.Items("models").Single().GetProperty("policy").Text("name").ShouldBe("lenient");
        other.ShouldEndWith(1).Report.Text("verdict").ShouldBe("rejected");
    }

    [Fact]
    public async Task A_rescan_of_the_same_bytes_gives_the_same_report()
    {
        _work.Write("model/a.pkl", Samples.Malicious);
        _work.Write("model/b.safetensors", Samples.Safetensors());

        var first = await ScanAsync(_work["model"], "--format", "json");
        var again = await ScanAsync(_work["model"], "--format", "json");
        var refreshed = await ScanAsync(_work["model"], "--format", "json", "--refresh");

        WithoutScanId(again.Output).ShouldBe(WithoutScanId(first.Output));
        WithoutScanId(refreshed.Output).ShouldBe(WithoutScanId(first.Output));
        again.Output.ShouldNotBe(first.Output);
    }

    [Fact]
    public async Task A_file_that_changed_is_seen()
    {
        var model = _work.Write("model.pkl", Samples.Harmless);
        (await ScanAsync(model)).ShouldEndWith(0);

        _work.Write("model.pkl", Samples.Malicious);
        (await ScanAsync(model)).ShouldEndWith(1);

        _work.Write("model.pkl", Samples.Harmless);
        (await ScanAsync(model)).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_link_that_the_user_names_is_followed_and_one_inside_a_model_is_not()
    {
        _work.Write("store/model.pkl", Samples.Malicious);
        File.CreateSymbolicLink(_work["file"], _work["store/model.pkl"]);
        Directory.CreateSymbolicLink(_work["folder"], _work["store"]);
        Directory.CreateDirectory(_work["model"]);
        File.CreateSymbolicLink(_work["model/inside.pkl"], _work["store/model.pkl"]);

        var named = await ScanAsync(_work["file"], _work["folder"] + "/", "--format", "json");
        var inside = await ScanAsync(_work["model"], "--format", "json");

        named.ShouldEndWith(1);
        named.Report.Items("models").Select(m => m.Text("target")).ShouldBe([_work["file"], _work["folder"] + "/"]);
        named.Report.Rules().ShouldBe(["ASY-PKL-001", "ASY-PKL-001"]);
        inside.Report.Rules().ShouldNotContain("ASY-PKL-001");
        inside.Report.Text("verdict").ShouldNotBe("approved");
    }

    [Fact]
    public async Task A_relative_path_is_scanned_from_where_the_user_stands()
    {
        _work.Write("here.pkl", Samples.Harmless);

        var result = await ScanAsync("here.pkl", "--format", "json");

        result.ShouldEndWith(0).Report.Items("models").Single().Text("target").ShouldBe("here.pkl");
    }

    private static string WithoutScanId(string report) =>
        System.Text.RegularExpressions.Regex.Replace(report, "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "SCAN").TrimEnd();

    private Task<ProgramResult> ScanAsync(params string[] arguments) => AssayProgram.RunAsync(_work, ["scan", .. arguments]);
}
