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

    /// <summary>
    /// What Windows makes of a name that means nothing special elsewhere: a device, a second stream of a file, a name without the dots at its end. Null for others.
    /// Honest names have colons and parts called aux, too, so that is worth a remark and no more.
    /// </summary>
    public static string? Odd(string name)
    {
        foreach (var range in name.AsSpan().SplitAny('/', '\\'))
        {
            var part = name.AsSpan()[range];
            var colon = part.IndexOf(':');
            // Variables of TensorFlow are called kernel:0, and their arrays kernel:0.npy.
            if (colon > 0 && colon < part.Length - 1 && !char.IsAsciiDigit(part[colon + 1])) return "is a hidden stream of another file";
            var dot = part.IndexOf('.');
            var stem = (dot < 0 ? part : part[..dot]).TrimEnd(' ');
            if (IsDevice(stem)) return $"is the device {stem}";
            if (part.Length > 1 && part[^1] is '.' or ' ' && !part.TrimEnd(" .").IsEmpty) return "loses the dots and blanks at its end";
        }
        return null;
    }

    private static bool IsDevice(ReadOnlySpan<char> stem) => stem.Length switch
    {
        3 => stem.Equals("con", StringComparison.OrdinalIgnoreCase) || stem.Equals("prn", StringComparison.OrdinalIgnoreCase)
            || stem.Equals("aux", StringComparison.OrdinalIgnoreCase) || stem.Equals("nul", StringComparison.OrdinalIgnoreCase),
        4 => char.IsAsciiDigit(stem[3]) && stem[3] != '0'
            && (stem.StartsWith("com", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("lpt", StringComparison.OrdinalIgnoreCase)),
        _ => false,
    };

    /// <summary>Why a link in the directory of <paramref name="link"/> leads outside; null where it stays inside.</summary>
    public static string? LinkEscapes(string link, string target)
    {
        var slash = link.LastIndexOf('/');
        return Escapes(target) is { } absolute && (target[0] is '/' or '\\' || !target.StartsWith('.')) ? absolute
            : Escapes(slash < 0 ? target : link[..(slash + 1)] + target);
    }
}
