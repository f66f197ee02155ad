using Assay.Contracts.Findings;

namespace Assay.Domain.Verdicts;

/// <summary>Decides conditional findings: which of the files that a file names does its version not have?</summary>
public static class AbsentFiles
{
    /// <summary>The findings that hold for a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="paths">Paths of all files of the version.</param>
    /// <param name="conditional">What its facts say.</param>
    public static IEnumerable<Finding> Of(string path, IReadOnlySet<string> paths, IEnumerable<ConditionalFinding> conditional) =>
        conditional.Where(c => !paths.Contains(Resolve(path, c.RequiredPath))).Select(c => c.Finding);

    // What leads out of the model is never among its files; the analyser reports that by itself.
    private static string Resolve(string path, string required)
    {
        var parts = path.Split('/')[..^1].ToList();
        foreach (var part in required.Replace('\\', '/').Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }
        return string.Join('/', parts);
    }
}
