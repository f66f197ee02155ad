using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Contracts.Reports;
using Assay.Domain.Calibration;
using Assay.Domain.Calibration.Fitting;
using Assay.GpuProbe.Probes;

namespace Assay.Tests.Benchmarks.Images;

/// <summary>
/// Compares published detectors of backdoors with the calibrated probability, on the same models: the area under the ROC curve for each attack, and what is
/// found and falsely accused at the threshold that was published. The probability is that of weights fitted without the attack that is scored.
/// </summary>
internal static class DetectorTable
{
    private const string ImageStatisticsProbe = GpuProbe.Probes.Image.ImageStatistics.Probe;

    /// <param name="zoo">Folder with <c>manifest.jsonl</c>.</param>
    /// <param name="report">Of a scan of the same models.</param>
    /// <param name="files">What <see cref="DetectorRuns"/> wrote.</param>
    public static void Print(string zoo, string report, IEnumerable<string> files)
    {
        var lines = files.SelectMany(File.ReadLines).Select(l => JsonNode.Parse(l)!.AsObject()).GroupBy(l => l["id"]!.GetValue<string>()).ToDictionary(g => g.Key, g => g.Last());
        var scanned = JsonSerializer.Deserialize<ScanReport>(File.ReadAllBytes(report), AssayJson.Options)!.Models.ToDictionary(m => LabelledRow.LastPart(m.Target), m => m.Probes);
        List<LabelledModel> models = [.. LabelledManifest.Read(File.ReadAllBytes(Path.Combine(zoo, "manifest.jsonl")))
            .Where(r => lines.ContainsKey(r.Id) && scanned.ContainsKey(r.Id)).Select(r => new LabelledModel(r.Id, r.Attack, [.. scanned[r.Id], .. Margins(lines[r.Id])]))];
        Score("MM-BD, published steps", models, m => MinusLogP(lines[m.Id]["published"]), -Math.Log(0.05));
        Score("MM-BD, the probe's steps", models, m => MinusLogP(lines[m.Id]["quick"]), -Math.Log(0.05));
        Score("anomaly index of mask sizes", models, m => Masks(lines[m.Id]) is { } masks ? Anomaly(masks) : null, 2);
        Score("1 - least / median mask, as scanned", models, m => Scanned(m, "stamped_median_gap") is { } gap ? 1 - Math.Exp(-gap) : null, null);
        var family = ProbeCalibration.BuiltIn.Packs.SelectMany(p => p.Families).Last(f => f.Family == "image");
        HeldOut("calibrated", family);
        HeldOut("calibrated, with maximum_margin_gap", family with { Terms = [.. family.Terms, new(ImageStatisticsProbe, "maximum_margin_gap", 1) { Limit = 1 }] });
        HeldOut("calibrated, with maximum_margin_p", family with { Terms = [.. family.Terms, new(ImageStatisticsProbe, "maximum_margin_p", -1) { Limit = 1, Transform = TermTransform.Log }] });

        void HeldOut(string name, FamilyModel terms)
        {
            var fitted = FamilyFit.Fit(terms, models, new());
            var scores = models.Zip(fitted.HeldOut.LogOdds).ToDictionary(m => m.First.Id, m => m.Second);
            Score($"{name} (cross-entropy {fitted.HeldOut.CrossEntropy.ToString("0.000", CultureInfo.InvariantCulture)})", models, m => scores[m.Id], null);
        }
    }

    private static void Score(string name, List<LabelledModel> models, Func<LabelledModel, double?> score, double? threshold)
    {
        var known = models.Select(m => (Model: m, Score: score(m))).Where(m => m.Score is not null).Select(m => (m.Model, Score: m.Score!.Value)).ToList();
        List<double> clean = [.. known.Where(m => !m.Model.Trojaned).Select(m => m.Score)];
        List<double> trojaned = [.. known.Where(m => m.Model.Trojaned).Select(m => m.Score)];
        if (clean.Count == 0 || trojaned.Count == 0) return;
        Print($"{name}: {clean.Count} clean, {trojaned.Count} trojaned; AUC {Roc.Area(trojaned, clean):0.00}");
        Print($"  at 5 % false alarms {Roc.Detection(trojaned, clean, 0.05):P0} found");
        if (threshold is { } t) Print($"  at its threshold {Above(clean, t):P0} of the clean models accused, {Above(trojaned, t):P0} of the trojaned ones found");
        Console.WriteLine("  " + string.Join(", ", known.Where(m => m.Model.Trojaned).GroupBy(m => m.Model.Attack!, m => m.Score).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {Roc.Area([.. g], clean):0.00} (n={g.Count()})"))));

        static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

        static double Above(List<double> scores, double threshold) => scores.Count(s => s > threshold) / (double)scores.Count;
    }

    private static IEnumerable<ProbeReport> Margins(JsonObject line)
    {
        foreach (var (name, key) in ((string, string)[])[("maximum_margin_p", "p"), ("maximum_margin_gap", "gap")])
            yield return new(ImageStatisticsProbe, "", name, line["quick"]![key]!.GetValue<double>(), null, null, []);
    }

    private static double? MinusLogP(JsonNode? margins) => margins?["p"] is { } p ? -Math.Log(Math.Max(p.GetValue<double>(), 1e-300)) : null;

    private static double? Scanned(LabelledModel model, string statistic) => model.Statistics.FirstOrDefault(s => s.Probe == ImageStatisticsProbe && s.Statistic == statistic)?.Value;

    private static double[]? Masks(JsonObject line) => line["masks"] is JsonArray masks ? [.. masks.Select(m => m!.GetValue<double>())] : null;

    /// <summary>Wang et al. 2019, on the natural logarithms of the masks' sums.</summary>
    private static double Anomaly(double[] masks) => Robust.Spread(masks) is var (median, deviation) ? (median - masks.Min()) / Math.Max(deviation, 1e-9) : 0;
}
