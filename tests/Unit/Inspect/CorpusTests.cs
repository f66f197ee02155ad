using System.Text.Json;
using Assay.Contracts.Values;

namespace Assay.Tests.Unit.Inspect;

/// <summary>Recall and false alarms on a corpus of labelled files, where it lies beside the repository.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private static readonly string[] PickleBearing = ["pickle", "pytorch-zip", "pytorch-legacy", "pytorch-tar"];

    [Fact]
    public async Task Malicious_pickles_are_flagged_and_benign_ones_are_not()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "..", "shared", "corpus", "static");
        var manifest = Path.Combine(folder, "manifest.jsonl");
        if (!File.Exists(manifest)) Assert.Skip("There is no corpus beside the repository.");
        var (malicious, found, benign, alarms) = (0, 0, 0, 0);
        foreach (var line in await File.ReadAllLinesAsync(manifest, TestContext.Current.CancellationToken))
        {
            using var json = JsonDocument.Parse(line);
            var (path, label) = (Text(json, "path"), Text(json, "label"));
            if (label == "suspicious" || Text(json, "kind") != "file" || !PickleBearing.Contains(Text(json, "format"))) continue;
            var findings = await Samples.WalkAsync(await File.ReadAllBytesAsync(Path.Combine(folder, path), TestContext.Current.CancellationToken));
            var flagged = findings.Any(f => f.Severity >= Severity.Medium);
            if (label == "malicious") malicious++;
            else benign++;
            if (flagged && label == "malicious") found++;
            if (flagged && label == "benign") alarms++;
            if (flagged != (label == "malicious")) output.WriteLine($"{label}: {path}");
        }
        output.WriteLine($"{found} of {malicious} malicious files flagged, {alarms} of {benign} benign ones");
        ((double)found / malicious).ShouldBeGreaterThanOrEqualTo(0.95);
        ((double)alarms / benign).ShouldBeLessThanOrEqualTo(0.02);
    }

    private static string Text(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetString()!;
}
