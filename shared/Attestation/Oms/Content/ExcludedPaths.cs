namespace Assay.Attestation.Oms.Content;

/// <summary>Paths that a signature does not cover, each with all that is below it (specification 1.0, section 6.2.1).</summary>
internal sealed class ExcludedPaths
{
    /// <summary>At the root only.</summary>
    private static readonly string[] _always = [".git", ".gitignore", ".gitattributes", ".github"];

    private readonly HashSet<string> _paths;

    private ExcludedPaths(IEnumerable<string> paths) => _paths = new(paths, StringComparer.Ordinal);

    /// <summary>Those of git, and these, relative to the model's root.</summary>
    public static ExcludedPaths Of(params IEnumerable<string>[] paths) =>
        new([.. _always, .. paths.SelectMany(p => p).Select(Canonical).OfType<string>()]);

    /// <summary>In ordinal order, to be recorded.</summary>
    public IReadOnlyList<string> All => [.. _paths.Order(StringComparer.Ordinal)];

    public bool Contains(string path)
    {
        if (_paths.Contains(path)) return true;
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (_paths.Contains(path[..end])) return true;
        }
        return false;
    }

    /// <summary>True of <c>.</c>: it names the model itself.</summary>
    public static bool IsRoot(string path) => !path.StartsWith('/') && path.Split('/').All(s => s is "" or ".");

    /// <summary>Null: it names nothing below the root. The root itself is no such path: it would exclude the whole model.</summary>
    private static string? Canonical(string path)
    {
        if (path.StartsWith('/')) return null;
        var segments = path.Split('/').Where(s => s is not ("" or ".")).ToList();
        return segments.Count == 0 || segments.Contains("..") ? null : string.Join('/', segments);
    }
}
