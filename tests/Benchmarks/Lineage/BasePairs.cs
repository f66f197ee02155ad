using System.Text.Json;
using Assay.Analysis.Probes;
using Assay.Contracts;
using Assay.Domain.Lineage;
using Assay.Domain.Tasks;
using Assay.OnnxRuntime;
using Assay.Tests.Benchmarks.Probes;

namespace Assay.Tests.Benchmarks.Lineage;

/// <summary>
/// Runs the probe of lineage on every model of a folder of model folders that declares another one of them as its base, in this process, and prints a line
/// of JSON for each: what packs are fitted on.
/// </summary>
internal static class BasePairs
{
    private const string Probe = "probe.lineage";

    public static async Task RunAsync(string folder)
    {
        var library = OrtLocator.Find(null).Path ?? throw new InvalidOperationException("ONNX Runtime was not found.");
        foreach (var model in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var card = Path.Combine(model, "README.md");
            if (!File.Exists(card) || DeclaredBases.InFile("README.md", await File.ReadAllBytesAsync(card)) is not [var name, ..]) continue;
            var reference = Path.Combine(folder, Path.GetFileName(name), "model.onnx");
            if (!File.Exists(reference)) continue;
            var begin = TimeProvider.System.GetTimestamp();
            var result = await ProbeAsync(library, Path.Combine(model, "model.onnx"), new(reference, name, ReferenceKind.Base));
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                id = Path.GetFileName(model),
                declared = name,
                seconds = TimeProvider.System.GetElapsedTime(begin).TotalSeconds,
                statistics = result.Statistics.ToDictionary(s => s.Statistic, s => s.Value),
                findings = result.Findings.Select(f => new { f.Rule, f.Severity, f.Message, f.Evidence }),
                partial = result.PartialReason ?? result.NotApplicable,
            }, AssayJson.Options));
        }
    }

    private static async Task<ProbeResult> ProbeAsync(string library, string model, ProbeReference reference)
    {
        var settings = new OrtSessionSettings { Threads = 1 };
        var (results, failure) = await InProcessChild.RunAsync(new(library, settings, model, [Probe], 1, 30, 300, 2L << 30) { Reference = reference });
        return results.GetValueOrDefault(Probe) ?? throw new InvalidOperationException($"{model}: {failure ?? "no result."}");
    }
}
