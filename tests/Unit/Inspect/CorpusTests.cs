using System.Text.Json;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Verdicts;
using Assay.Formats;

namespace Assay.Tests.Unit.Inspect;

/// <summary>Recall and false alarms on a corpus of labelled files, where it lies beside the repository.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    [Fact]
    public async Task What_is_malicious_or_suspicious_is_flagged_and_what_is_honest_is_not()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "..", "shared", "corpus", "static");
        var manifest = Path.Combine(folder, "manifest.jsonl");
        if (!File.Exists(manifest)) Assert.Skip("There is no corpus beside the repository.");
        var worst = new List<(string Label, Severity Severity)>();
        foreach (var line in await File.ReadAllLinesAsync(manifest, TestContext.Current.CancellationToken))
        {
            using var json = JsonDocument.Parse(line);
            var (path, label, notes) = (Text(json, "path"), Text(json, "label"), Text(json, "notes"));
            if (label == "suspicious" && notes.Contains("accept benign", StringComparison.Ordinal)) continue;
            var severity = await WorstAsync(Path.Combine(folder, path), Text(json, "kind") == "dir");
            if (label == "benign" && severity == Severity.Medium && notes.Contains("accept suspicious", StringComparison.Ordinal)) severity = Severity.Low;
            worst.Add((label, severity));
            if (severity >= Severity.Medium == (label == "benign")) output.WriteLine($"{label} as {severity}: {path}");
        }

        var (malicious, suspicious, benign) = (Share("malicious"), Share("suspicious"), Share("benign"));
        output.WriteLine($"flagged: {malicious:P1} of the malicious, {suspicious:P1} of the suspicious, {benign:P1} of the benign cases");
        malicious.ShouldBeGreaterThanOrEqualTo(0.99);
        suspicious.ShouldBeGreaterThanOrEqualTo(0.95);
        benign.ShouldBeLessThanOrEqualTo(0.01);
        Share("malicious", Severity.High).ShouldBeGreaterThanOrEqualTo(0.95);

        double Share(string label, Severity least = Severity.Medium) =>
            (double)worst.Count(w => w.Label == label && w.Severity >= least) / worst.Count(w => w.Label == label);
    }

    private static async Task<Severity> WorstAsync(string path, bool isFolder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        string[] files = isFolder ? [.. Directory.EnumerateFiles(path, "*", options)] : [path];
        var names = files.ToHashSet(StringComparer.Ordinal);
        var findings = new List<Finding>();
        foreach (var file in files)
        {
            var bytes = new MemoryByteSource(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            var result = await Samples.Walk().RunAsync(Sha256Digest.OfNothing, NameHint.Of(file), bytes, Depth.Full, null, TestContext.Current.CancellationToken);
            result.Analysers.ShouldAllBe(a => a.Error == null);
            findings.AddRange(Samples.FindingsOf(result));
            findings.AddRange(AbsentFiles.Of(file, names, result.Analysers.SelectMany(a => a.Conditional)));
        }
        return findings.Select(f => f.Severity).DefaultIfEmpty(Severity.Info).Max();
    }

    private static string Text(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetString()!;
}
