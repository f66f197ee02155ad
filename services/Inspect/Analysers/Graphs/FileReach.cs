namespace Assay.Inspect.Analysers.Graphs;

/// <summary>Says where a path in a model leads. The path is what the file says, never one that is opened.</summary>
internal static class FileReach
{
    private const string InMemory = "_ORT_MEM_ADDR_";

    /// <summary>Why a path leads out of the model's folder; null where it stays inside.</summary>
    public static string? Outside(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal)) return "it holds a NUL, where some readers end";
        if (path.Any(c => c < ' ')) return "it holds control characters";
        if (path.Contains(InMemory, StringComparison.Ordinal)) return "it stands for an address in the loader's memory";
        var trimmed = path.Trim();
        if (trimmed.StartsWith('/') || trimmed.StartsWith('\\')) return trimmed.Length > 1 && trimmed[1] == trimmed[0] ? "it names another machine" : "it is absolute";
        var colon = trimmed.IndexOf(':', StringComparison.Ordinal);
        if (colon == 1 && char.IsAsciiLetter(trimmed[0])) return "it names a drive";
        if (colon > 1 && trimmed.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0
            && (trimmed.AsSpan(colon + 1).StartsWith("//") || trimmed.StartsWith("file:", StringComparison.OrdinalIgnoreCase)))
            return "it is an address";
        if (trimmed.StartsWith('~')) return "it begins in somebody's home folder";
        foreach (var part in Unescaped(trimmed).Split('/', '\\'))
        {
            // Windows takes dots and blanks from the end of a name.
            if (part.Length > 1 && part.Trim(' ', '.').Length == 0 && part.Count(c => c == '.') > 1) return "it leads to a folder above";
        }
        return null;
    }

    /// <summary>Why a path inside the folder is not one of a data file; null where it may be.</summary>
    public static string? Unusual(string path)
    {
        var parts = path.Split('/', '\\');
        if (Array.Exists(parts, p => p.Length > 1 && p[0] == '.')) return "it names a hidden file or folder";
        var stem = parts[^1].Split('.')[0].TrimEnd().ToUpperInvariant();
        if (stem is "CON" or "NUL" or "PRN" or "AUX" or "CONIN$" or "CONOUT$") return "it names a device";
        if (path.AsSpan().ContainsAny(LikeDots)) return "it holds signs that look like dots or slashes, and become them in some readers";
        if (path.Contains('$', StringComparison.Ordinal) || path.Contains('%', StringComparison.Ordinal)) return "it holds signs that some readers replace";
        return path.Length > 1024 ? "it is longer than any file's name" : null;
    }

    private static readonly System.Buffers.SearchValues<char> LikeDots =
        System.Buffers.SearchValues.Create("\u2024\u2025\u2026\u2044\u2215\u29f8\uff0e\uff0f\uff3c");

    private static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

    private static string Unescaped(string path) =>
        path.Contains('%', StringComparison.Ordinal)
            ? path.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase).Replace("%2f", "/", StringComparison.OrdinalIgnoreCase)
                .Replace("%5c", "\\", StringComparison.OrdinalIgnoreCase)
            : path;
}
