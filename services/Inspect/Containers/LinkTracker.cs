namespace Assay.Inspect.Containers;

/// <summary>Remembers the symbolic links of an archive, through which later members would be written.</summary>
internal sealed class LinkTracker
{
    private readonly HashSet<string> _links = new(StringComparer.Ordinal);

    public void Add(string name) => _links.Add(Plain(name));

    /// <summary>The link through which, or over which, a member of this name is written; null for none.</summary>
    public string? Through(string name)
    {
        if (_links.Count == 0) return null;
        name = Plain(name);
        for (var slash = name.IndexOf('/'); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            if (_links.Contains(name[..slash])) return name[..slash];
        }
        return _links.Contains(name) ? name : null;
    }

    /// <summary>True where a link's target passes through another link, so that where it leads cannot be told from its text.</summary>
    public bool Chains(string link, string target)
    {
        var slash = link.LastIndexOf('/');
        var parts = new List<string>();
        foreach (var part in ((slash < 0 ? "" : link[..(slash + 1)]) + target).Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..")
            {
                parts.Add(part);
                continue;
            }
            // Climbing out of a link is climbing out of where it leads.
            if (_links.Contains(string.Join('/', parts))) return true;
            if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }
        return false;
    }

    private static string Plain(string name)
    {
        if (!name.Contains("./", StringComparison.Ordinal) && !name.Contains("//", StringComparison.Ordinal)) return name.TrimEnd('/');
        return string.Join('/', name.Split('/').Where(p => p is not ("" or ".")));
    }
}
