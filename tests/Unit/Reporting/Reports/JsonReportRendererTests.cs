using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Reporting.Reports;
using Assay.Reporting.Reports.Json;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Reports;

public sealed class JsonReportRendererTests
{
    private readonly JsonReportRenderer renderer = new();

    [Fact]
    public async Task Writing_model_by_model_gives_what_serialising_the_whole_would()
    {
        var report = Samples.Report(Samples.Model(findings: [Samples.Finding()]), Samples.Model("b", VerdictKind.Approved));

        var text = await renderer.AsTextAsync(report);

        text.ShouldBe(JsonSerializer.Serialize(report, AssayJson.Indented) + "\n");
    }

    [Fact]
    public async Task The_promised_members_are_there()
    {
        using var json = JsonDocument.Parse(await renderer.AsTextAsync(Samples.Report(Samples.Model(findings: [Samples.Finding()]))));
        var root = json.RootElement;
        var model = root.GetProperty("models")[0];
        var artifact = model.GetProperty("artifacts")[0];

        root.EnumerateObject().Select(p => p.Name).ShouldBe(["schema", "tool", "verdict", "depth", "models"]);
        root.GetProperty("schema").GetString().ShouldBe("assay.report/1");
        root.GetProperty("verdict").GetString().ShouldBe("rejected");
        model.GetProperty("trojan_probability").ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (var name in new[] { "target", "verdict", "coverage", "artifacts", "probes" }) model.TryGetProperty(name, out _).ShouldBeTrue(name);
        foreach (var name in new[] { "path", "sha256", "size", "format", "findings" }) artifact.TryGetProperty(name, out _).ShouldBeTrue(name);
        foreach (var name in new[] { "rule", "severity", "confidence", "title", "message", "location", "evidence", "references" })
        {
            artifact.GetProperty("findings")[0].TryGetProperty(name, out _).ShouldBeTrue(name);
        }
    }

    [Fact]
    public async Task A_target_reads_back_as_it_was_and_no_escape_gets_out()
    {
        const string Target = "a\u001b[2J\u009b\"\\\n.pt";

        var text = await renderer.AsTextAsync(Samples.Report(Samples.Model(Target)));

        text.Where(c => c != '\n' && char.IsControl(c)).ShouldBeEmpty();
        JsonSerializer.Deserialize<ScanReport>(text, AssayJson.Options)!.Models[0].Target.ShouldBe(Target);
    }

    [Fact]
    public async Task Thousands_of_models_are_written_in_small_pieces()
    {
        var models = Enumerable.Range(0, 3000).Select(i => Samples.Model($"model-{i}", findings: [Samples.Finding()])).ToList();
        await using var output = new LargestWrite();

        await renderer.RenderAsync(Samples.Report(models), output, RenderOptions.Default, TestContext.Current.CancellationToken);

        output.Total.ShouldBeGreaterThan(3_000_000);
        output.Largest.ShouldBeLessThan(128 * 1024);
    }

    [Fact]
    public void The_verdict_of_a_run_is_its_worst_and_its_depth_the_least()
    {
        var (probed, incomplete) = (Samples.Model("a", VerdictKind.Approved), Samples.Model("b", VerdictKind.Incomplete));

        var report = Samples.Report(probed with { Depth = Depth.Probe }, incomplete with { Depth = Depth.Structure });

        (report.Verdict, report.Depth).ShouldBe((VerdictKind.Incomplete, Depth.Structure));
        Samples.Report().Verdict.ShouldBe(VerdictKind.Incomplete);
    }

    private sealed class LargestWrite : MemoryStream
    {
        public int Largest { get; private set; }

        public long Total { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Largest = Math.Max(Largest, buffer.Length);
            Total += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
