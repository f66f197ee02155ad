using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Assay.Analysis.Probes;
using Assay.OnnxRuntime;

namespace Assay.Tests.Benchmarks.Probes;

/// <summary>
/// Runs a probe in this process on the labelled models of a folder with a <c>manifest.jsonl</c> and writes what it measured, a line of JSON for each model: what
/// calibration packs are fitted on.
/// </summary>
internal static class LabelledModels
{
    private const long Memory = 4L << 30;

    /// <param name="probe">Its id.</param>
    /// <param name="folder">Of the models.</param>
    /// <param name="family">The manifest's letter; others are left out.</param>
    /// <param name="output">A new file, or one that goes on: models that it has are left out.</param>
    public static async Task RunAsync(string probe, string folder, string family, string output)
    {
        var library = OrtLocator.Find().Path ?? throw new InvalidOperationException("ONNX Runtime is not here; infra/native/fetch-onnxruntime.sh brings it.");
        var done = File.Exists(output) ? File.ReadLines(output).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()).ToHashSet() : [];
        foreach (var line in File.ReadLines(Path.Combine(folder, "manifest.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var model = document.RootElement;
            if (Text(model, "family") != family || done.Contains(Text(model, "id"))) continue;
            var clock = Stopwatch.StartNew();
            var result = await RunAsync(library, probe, folder, model);
            var written = JsonSerializer.Serialize(new Dictionary<string, object?>
            {
                ["id"] = Text(model, "id"),
                ["label"] = model.GetProperty("label").GetInt32(),
                ["attack"] = Text(model, "attack"),
                ["trigger"] = model.TryGetProperty("trigger", out var trigger) ? trigger.Clone() : null,
                ["partial"] = result.PartialReason ?? result.NotApplicable,
                ["stats"] = result.Statistics.ToDictionary(s => s.Statistic, s => s.Value),
                ["tokens"] = result.Statistics.Where(s => s.Evidence.Any(e => e.Label == "tokens")).ToDictionary(s => s.Statistic, s => s.Evidence.First(e => e.Label == "tokens").Value),
                ["findings"] = result.Findings.Select(f => f.Rule + " " + f.Message),
            });
            await File.AppendAllTextAsync(output, written + "\n");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Text(model, "id")} {clock.Elapsed.TotalSeconds:0.0} s, {result.Findings.Count} findings"));
        }
    }

    private static async Task<ProbeResult> RunAsync(string library, string probe, string folder, JsonElement model)
    {
        var place = Directory.CreateTempSubdirectory("assay-labelled-").FullName;
        try
        {
            var path = Path.Combine(place, "model.onnx");
            File.Copy(Path.Combine(folder, Text(model, "file")!), path);
            var tokenizer = Path.Combine(folder, "tokenizers", Text(model, "language") ?? "none");
            if (Directory.Exists(tokenizer)) foreach (var file in Directory.GetFiles(tokenizer)) File.Copy(file, Path.Combine(place, Path.GetFileName(file)));
            var (results, failure) = await InProcessChild.RunAsync(new(library, new OrtSessionSettings(), path, [probe], 1, 60, 600, Memory));
            return results.GetValueOrDefault(probe) ?? new([], [], failure ?? "The child gave no result.");
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    private static string? Text(JsonElement model, string name) => model.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
