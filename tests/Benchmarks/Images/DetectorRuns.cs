using System.Globalization;
using System.Text.Json.Nodes;
using Assay.GpuProbe.Probes.Image;

namespace Assay.Tests.Benchmarks.Images;

/// <summary>
/// What published detectors of backdoors measure, on the image classifiers of a zoo: largest margins (MM-BD), with the published steps and with the probe's,
/// and smallest masks (Neural Cleanse). Writes a line of JSON for each model; see <see cref="DetectorTable"/>.
/// </summary>
internal static class DetectorRuns
{
    /// <param name="zoo">Folder with <c>manifest.jsonl</c>.</param>
    /// <param name="models">Folder with a folder for each model, named by its id, as it is scanned.</param>
    /// <param name="output">File to append to; models that it has already are left out.</param>
    /// <param name="starts">Beginnings of each class for the published rule, which has 30; 0 for the probe's own steps alone, which is quick.</param>
    /// <param name="part">Which part of the models, e.g. 0/2 and 1/2 for two processes.</param>
    public static void Run(string zoo, string models, string output, int starts, string part)
    {
        var done = File.Exists(output) ? File.ReadLines(output).Select(l => JsonNode.Parse(l)!["id"]!.GetValue<string>()).ToHashSet() : [];
        var parts = part.Split('/').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        using var runtime = OpenedClassifier.Runtime();
        var turn = 0;
        foreach (var row in File.ReadLines(Path.Combine(zoo, "manifest.jsonl")).Select(l => JsonNode.Parse(l)!.AsObject()))
        {
            if (row["family"]!.GetValue<string>() != "A") continue;
            if (turn++ % parts[1] != parts[0] || done.Contains(row["id"]!.GetValue<string>())) continue;
            var opened = OpenedClassifier.Open(runtime, Path.Combine(models, row["id"]!.GetValue<string>(), "model.onnx"));
            var line = Measure(opened, starts);
            foreach (var name in (string[])["id", "label", "attack", "target_class"]) line[name] = row[name]?.DeepClone();
            File.AppendAllText(output, line.ToJsonString() + "\n");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{row["id"]} {row["attack"] ?? "clean",-11} p {line["quick"]!["p"]} in {line["quick"]!["seconds"]} s, published {line["published"]?["p"]} in {line["published"]?["seconds"]} s"));
        }
    }

    private static JsonObject Measure(OpenedClassifier opened, int starts)
    {
        var carriers = opened.Carriers();
        var alive = carriers.Alive;
        var line = new JsonObject
        {
            ["starts"] = starts,
            ["alive"] = Numbers(alive.Select(a => (double)a)),
            ["quick"] = Margins(opened, MarginOptions.Quick, alive),
        };
        if (starts == 0) return line;
        line["masks"] = Numbers(opened.Masks(carriers, alive).Select(m => m.Cost));
        // Outputs that were never trained have no margin; the published rule, which knows none such, would take them for small ones.
        line["published"] = Margins(opened, MarginOptions.Published with { Starts = starts }, alive);
        return line;
    }

    private static JsonObject Margins(OpenedClassifier opened, MarginOptions options, IReadOnlyList<int> targets)
    {
        var (margins, reason) = new MaximumMargin(opened.Context, opened.Classifier, options).Run(targets, "margins", default);
        if (margins is null) throw new InvalidOperationException(reason);
        return new()
        {
            ["p"] = margins.PValue,
            ["gap"] = margins.Gap,
            ["margins"] = Numbers(margins.Margins),
            ["seconds"] = Math.Round(margins.Seconds, 2),
        };
    }

    private static JsonArray Numbers(IEnumerable<double> values) => [.. values.Select(v => (JsonNode)v)];
}
