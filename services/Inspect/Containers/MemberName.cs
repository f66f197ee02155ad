namespace Assay.Inspect.Containers;

/// <summary>What a member's name, or a link's target, would do to whoever unpacks it.</summary>
internal static class MemberName
{
    /// <summary>Why the name leaves the directory it is unpacked to; null where it stays inside.</summary>
    public static string? Escapes(string name)
    {
        if (name.Length == 0) return null;
        if (name[0] is '/' or '\\') return "it is absolute";
        if (name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0])) return "it names a drive";
        if (!name.Contains("..", StringComparison.Ordinal)) return null;
        var depth = 0;
        foreach (var part in name.Split('/', '\\'))
        {
            // Windows drops dots and spaces at the end of a name.
            if (part == ".." || (part.StartsWith("..", StringComparison.Ordinal) && part.AsSpan().TrimEnd(" .").IsEmpty && part.Contains(' '))) depth--;
            else if (part is not ("" or ".")) depth++;
            if (depth < 0) return "it climbs above the directory";
        }
        return null;
    }

    /// <summary>Why a link in the directory of <paramref name="link"/> leads outside; null where it stays inside.</summary>
    public static string? LinkEscapes(string link, string target)
    {
        var slash = link.LastIndexOf('/');
        return Escapes(target) is { } absolute && (target[0] is '/' or '\\' || !target.StartsWith('.')) ? absolute
            : Escapes(slash < 0 ? target : link[..(slash + 1)] + target);
    }
}
