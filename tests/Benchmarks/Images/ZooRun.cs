using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Analysis.Probes;
using Assay.Contracts;
using Assay.GpuProbe.Protocol;
using Assay.OnnxRuntime;
using Assay.Tests.Benchmarks.Probes;

namespace Assay.Tests.Benchmarks.Images;

/// <summary>
/// Runs probes on every model of a zoo in this process, on one thread, and writes a line of JSON for each: the zoo's own line, all statistics, what
/// the
/// probes left for each other, and the time. Packs are fitted on such files.
/// </summary>
internal static class ZooRun
{
    /// <param name="zoo">Folder with <c>manifest.jsonl</c>.</param>
    /// <param name="output">File to append to; models that it has already are left out.</param>
    /// <param name="probes">Ids, in order.</param>
    /// <param name="modality">As the manifest names it, e.g. image.</param>
    /// <param name="every">1 for all models, 3 for every third of each attack.</param>
    /// <param name="keptOnly">True: only models of which an earlier run kept results, in the folder <c>OUTPUT.results</c>; those are not computed
    /// again.</param>
    public static async Task RunAsync(string zoo, string output, IReadOnlyList<string> probes, string modality, int every, bool keptOnly)
    {
        var library = OrtLocator.Find().Path ?? throw new InvalidOperationException("ONNX Runtime is not here; infra/native/fetch-onnxruntime.sh brings it.");
        var done = File.Exists(output) ? File.ReadLines(output).Select(l => JsonNode.Parse(l)!["id"]!.GetValue<string>()).ToHashSet() : [];
        var rows = File.ReadLines(Path.Combine(zoo, "manifest.jsonl")).Select(l => JsonNode.Parse(l)!.AsObject())
            .Where(r => r["modality"]?.GetValue<string>() == modality && r["family"]?.GetValue<string>() == "A").ToList();
        var seen = new Dictionary<string, int>();
        foreach (var row in rows)
        {
            var attack = row["attack"]?.GetValue<string>() ?? "clean";
            var turn = seen[attack] = seen.GetValueOrDefault(attack) + 1;
            if ((turn - 1) % every != 0 || done.Contains(row["id"]!.GetValue<string>())) continue;
            if (keptOnly && !File.Exists(Path.Combine(output + ".results", $"{row["id"]}.json"))) continue;
            if (Begun(Directory.CreateDirectory(output + ".results").FullName, $"{row["id"]}-{probes[^1]}")) continue;
            await RunAsync(library, zoo, row, attack, output, probes);
        }
    }

    /// <summary>True where another process has taken the model: several may share the work.</summary>
    private static bool Begun(string folder, string name)
    {
        try
        {
            using var mark = new FileStream(Path.Combine(folder, $"{name}.begun"), FileMode.CreateNew);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task RunAsync(string library, string zoo, JsonObject row, string attack, string output, IReadOnlyList<string> probes)
    {
        var clock = Stopwatch.StartNew();
        var folder = Directory.CreateDirectory(output + ".results").FullName;
        var kept = Path.Combine(folder, $"{row["id"]}.json");
        var earlier = File.Exists(kept) ? JsonSerializer.Deserialize<Dictionary<string, ProbeResult>>(await File.ReadAllBytesAsync(kept), AssayJson.Options)! : [];
        var file = Path.Combine(Path.GetFullPath(zoo), row["file"]!.GetValue<string>());
        var request = new ProbeRequest(library, new OrtSessionSettings(), file, [.. probes.Where(p => !earlier.ContainsKey(p))], 1, 60, 1200, 4L << 30) { Earlier = earlier };
        var (found, failure) = await InProcessChild.RunAsync(request);
        var line = new JsonObject();
        foreach (var name in (string[])["id", "label", "attack", "architecture", "variant", "target_class", "source_class", "classes", "outputs_total", "mode"])
            line[name] = row[name]?.DeepClone();
        var results = new JsonObject();
        if (failure is not null) line["failure"] = failure;
        foreach (var (probe, result) in found)
        {
            foreach (var attachment in result.Attachments) await File.WriteAllBytesAsync(Path.Combine(folder, $"{row["id"]}-{attachment.Name}"), attachment.Content);
            earlier[probe] = result with { Attachments = [] };
        }
        await File.WriteAllBytesAsync(kept, JsonSerializer.SerializeToUtf8Bytes(earlier, AssayJson.Options));
        foreach (var (probe, result) in earlier) results[probe] = Result(result);
        line["results"] = results;
        line["seconds"] = Math.Round(clock.Elapsed.TotalSeconds, 2);
        await File.AppendAllTextAsync(output, line.ToJsonString() + "\n");
        var statistics = results.SelectMany(r => r.Value!["statistics"]!.AsObject()).Where(s => s.Key.Contains("gap", StringComparison.Ordinal) || s.Key.Contains("confirm", StringComparison.Ordinal))
            .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value?.GetValue<double?>():0.##}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{row["id"]} {attack,-11} {row["architecture"],-7} {clock.Elapsed.TotalSeconds,6:0.0} s  {string.Join("  ", statistics)}"));
    }

    private static JsonObject Result(ProbeResult result)
    {
        var statistics = new JsonObject();
        foreach (var statistic in result.Statistics) statistics[statistic.Statistic] = statistic.Value;
        return new()
        {
            ["partial"] = result.PartialReason ?? result.NotApplicable,
            ["statistics"] = statistics,
            ["targets"] = new JsonObject(result.Statistics.Where(s => s.Evidence.Any(e => e.Label == "target")).DistinctBy(s => s.Statistic)
                .Select(s => KeyValuePair.Create(s.Statistic, (JsonNode?)s.Evidence.First(e => e.Label == "target").Value))),
            ["findings"] = new JsonArray([.. result.Findings.Select(f => (JsonNode)$"{f.Rule}: {f.Message}")]),
            ["left"] = result.HandOver is { } bytes && bytes.Length > 0 ? JsonNode.Parse(bytes) : null,
        };
    }
}
