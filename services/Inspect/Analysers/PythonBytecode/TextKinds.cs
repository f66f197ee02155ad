namespace Assay.Inspect.Analysers.PythonBytecode;

/// <summary>Tells by its look what a text that is passed to something would be to it.</summary>
internal static class TextKinds
{
    /// <summary>True for an absolute path, one of the home directory, one that climbs, a share, or an address.</summary>
    public static bool IsOutside(string text)
    {
        if (text.Length < 2 || text.Length > 1024) return false;
        if (text.Contains("../", StringComparison.Ordinal) || text.Contains("..\\", StringComparison.Ordinal)) return true;
        if (text.StartsWith("~/", StringComparison.Ordinal) || text.StartsWith("\\\\", StringComparison.Ordinal)) return true;
        if (text[0] == '/' && (char.IsAsciiLetter(text[1]) || text[1] == '.') && text.IndexOf(' ') < 0) return true;
        if (text.Length > 2 && char.IsAsciiLetter(text[0]) && text[1] == ':' && text[2] is '\\' or '/' && text.Length > 3 && text[1] == ':') return true;
        return IsAddress(text);
    }

    /// <summary>True for a URL that leaves the machine or names a file on it.</summary>
    public static bool IsAddress(string text)
    {
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        return colon is > 1 and < 12 && text[..colon].All(c => char.IsAsciiLetter(c) || c == '+');
    }
}
