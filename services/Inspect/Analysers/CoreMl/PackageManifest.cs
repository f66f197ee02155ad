using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.CoreMl;

/// <summary>The <c>Manifest.json</c> of a model package: it names the package's parts by path.</summary>
internal static class PackageManifest
{
    private const long MaxSize = 4 << 20;

    /// <summary>Examines a manifest; other JSON has an empty result.</summary>
    public static AnalysisResult Examine(AnalysisContext context, FindingSheet findings, CancellationToken cancellationToken)
    {
        if (context.Bytes.Length > MaxSize) return new([], 0);
        var isManifest = false;
        var paths = new List<(string Path, long Offset)>();
        var json = JsonTexts.Read(
            context.Bytes,
            (path, text, offset) =>
            {
                isManifest |= path.Count > 2 && path[0] == "itemInfoEntries";
                if (path is [.., "itemInfoEntries", _, "path"] && paths.Count < 10_000) paths.Add((text, offset));
            },
            cancellationToken);
        if (!isManifest) return new([], 0);
        foreach (var (path, offset) in paths)
        {
            if (CommandText.LeavesDirectory(path))
                findings.Add(CoreMlRules.Path, offset, $"The package names {EvidenceText.Quote(path)} as one of its parts.", Evidence.Quoted("path",
                    path));
        }
        if (json.Fault is { } fault) findings.Add(CoreMlRules.Format.Damaged, 0, $"The package's manifest cannot be read to its end: {fault}.");
        return new(findings.Ordered(), json.Fault is null ? context.Bytes.Length : 0);
    }
}
