using Assay.Domain.Lineage;
using Assay.Domain.Versions;

namespace Assay.Ingest.Bases;

/// <summary>Where the bytes of a named base may lie. Names are untrusted: only plain segments ever become part of a path. Pure.</summary>
internal static class BaseTargets
{
    private const string LocalKind = "file";

    /// <summary>
    /// Folders beside a local model, as downloads of several repositories lie: <c>../name</c>, and <c>../../org/name</c> for <c>org/name</c>. None for a
    /// model that is not local.
    /// </summary>
    public static IEnumerable<string> Beside(ModelVersion version, string name)
    {
        if (version.Source != LocalKind || Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(version.Name)) is not { Length: > 0 } parent) yield break;
        var segments = (DeclaredBases.RepositoryOf(name) ?? name).Split('/');
        if (segments.Length > 2 || !Array.TrueForAll(segments, DeclaredBases.IsPlain)) yield break;
        foreach (var folder in Folders(parent, segments)) if (folder != version.Name) yield return folder;
    }

    /// <summary>The repository of the hub that has the name; null for none.</summary>
    public static string? OnHub(string name)
    {
        if (DeclaredBases.RepositoryOf(name) is not { } repository) return null;
        // A purl names the commit; without one the newest counts, as it does for whoever downloads it.
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var revision = at < 0 ? "" : name[(at + 1)..].Split('?', '#')[0];
        return revision.Length > 0 && DeclaredBases.IsPlain(revision) ? $"hf://{repository}@{revision}" : $"hf://{repository}";
    }

    private static IEnumerable<string> Folders(string parent, string[] segments)
    {
        yield return Path.Combine(parent, segments[^1]);
        if (segments.Length == 2 && Path.GetDirectoryName(parent) is { Length: > 0 } above) yield return Path.Combine(above, segments[0], segments[1]);
    }
}
