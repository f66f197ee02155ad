using System.Text.Json;
using Assay.Cli;
using Assay.Cli.Calibration;
using Assay.Contracts;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Calibration;

namespace Assay.Tests.Unit.Cli.Calibration;

public sealed class CalibrationFitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assay-fit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_report_and_its_labels_give_a_pack_that_the_product_reads_and_that_tells_them_apart()
    {
        var (report, manifest) = Labelled(20, 6);
        var (pack, fitted) = CalibrationFit.Run(Start, report, new(manifest, "graph-test", null, new()));
        var read = CalibrationReader.Read(JsonSerializer.SerializeToUtf8Bytes(pack, AssayJson.Indented));
        read.Provenance.ShouldContain("32 labelled models (20 clean, 12 trojaned)");
        read.Provenance.ShouldContain("SHA-256");
        read.References.Single(r => r.Statistic == "s").Values.Count.ShouldBe(20);
        read.Families.Single().Validation.ShouldNotBeNull().Auc.ShouldBeGreaterThan(0.9);
        var calibration = new ProbeCalibration([read]);
        calibration.Probability(report.Models[^1].Probes)!.Value.ShouldBeGreaterThan(calibration.Probability(report.Models[0].Probes)!.Value + 0.3);
        FitText.Of(fitted).ShouldContain("cross-entropy");
    }

    [Fact]
    public void A_fit_into_its_own_pack_changes_nothing()
    {
        var (report, manifest) = Labelled(20, 6);
        var first = CalibrationFit.Run(Start, report, new(manifest, "graph-test", null, new())).Pack;
        var second = CalibrationFit.Run(first, report, new(manifest, "graph-test", null, new())).Pack;
        JsonSerializer.Serialize(second, AssayJson.Options).ShouldBe(JsonSerializer.Serialize(first, AssayJson.Options));
    }

    [Fact]
    public void The_order_of_the_scan_changes_nothing()
    {
        var (report, manifest) = Labelled(20, 6);
        var turned = report with { Models = [.. report.Models.Reverse()] };
        var (one, other) = (CalibrationFit.Run(Start, report, new(manifest, "graph-test", null, new())), CalibrationFit.Run(Start, turned, new(manifest, "graph-test", null, new())));
        JsonSerializer.Serialize(other.Pack, AssayJson.Options).ShouldBe(JsonSerializer.Serialize(one.Pack, AssayJson.Options));
    }

    [Fact]
    public void A_family_of_the_manifest_leaves_the_others_out()
    {
        var (report, manifest) = Labelled(20, 6);
        Should.Throw<UsageException>(() => CalibrationFit.Run(Start, report, new(manifest, "graph-test", "Z", new()))).Message.ShouldContain("0 clean models");
    }

    [Fact]
    public void A_model_that_nothing_knows_is_refused_with_those_that_there_are()
    {
        var (report, manifest) = Labelled(6, 3);
        Should.Throw<UsageException>(() => CalibrationFit.Run(ReferenceBuilder.Empty("own"), report, new(manifest, "elephant", null, new()))).Message.ShouldContain("image");
    }

    [Fact]
    public void A_model_that_is_in_the_report_twice_is_refused()
    {
        var (report, manifest) = Labelled(6, 3);
        var twice = report with { Models = [.. report.Models, report.Models[0] with { Target = "elsewhere/m0" }] };
        Should.Throw<UsageException>(() => CalibrationFit.Run(Start, twice, new(manifest, "graph-test", null, new()))).Message.ShouldContain("twice");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"schema\":\"other\"}")]
    [InlineData("{\"schema\":\"assay.report/1\",\"models\":3}")]
    public void What_is_no_report_is_refused(string text)
    {
        var path = Path.Combine(_folder, "report.json");
        File.WriteAllText(path, text);
        Should.Throw<UsageException>(() => LabelledReport.Read(path)).Message.ShouldContain("report");
    }

    private static CalibrationPack Start => ReferenceBuilder.Empty("own") with { Families = [new("graph-test", 0, [new("p", "s", 1) { Limit = 2 }], 0.5)] };

    private (ScanReport Report, string Manifest) Labelled(int clean, int ofEach)
    {
        var chance = new Random(7);
        string?[] attacks = [.. Enumerable.Repeat<string?>(null, clean), .. Enumerable.Repeat("a", ofEach), .. Enumerable.Repeat("b", ofEach)];
        var manifest = Path.Combine(_folder, "manifest.jsonl");
        File.WriteAllLines(manifest, attacks.Select((attack, i) => JsonSerializer.Serialize(new { id = $"m{i}", label = attack is null ? 0 : 1, attack, family = "A" })));
        var models = attacks.Select((attack, i) => ModelReport.OfNothing($"/models/m{i}", "", new("p", default), Guid.Empty) with
        {
            Probes = [new("p", "", "s", chance.NextDouble() + (attack is null ? 0 : 2), null, null, []) { Direction = StatisticDirection.Greater }],
        });
        return (ScanReport.Of(new("assay", "1"), [.. models]), manifest);
    }
}
