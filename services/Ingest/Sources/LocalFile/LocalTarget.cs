using System.Buffers;

namespace Assay.Ingest.Sources.LocalFile;

/// <summary>Reads the form of a local target: a plain path, or a <c>file:</c> URI (RFC 8089).</summary>
internal static class LocalTarget
{
    private const string Scheme = "file:";

    private static readonly SearchValues<char> _schemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

    /// <summary>Everything without a scheme is a path: <c>C:/x</c> has no slashes behind its colon, so it is one too.</summary>
    public static bool IsLocal(string target) => target.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !HasScheme(target);

    /// <summary>The full path; null where the target cannot be one.</summary>
    public static string? FullPath(string target)
    {
        var path = target;
        if (target.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            path = target[Scheme.Length..];
            if (path.StartsWith("//", StringComparison.Ordinal))
            {
                var slash = path.IndexOf('/', 2);
                if (slash < 0 || path[2..slash] is not ("" or "localhost")) return null;
                path = path[slash..];
            }
            path = Uri.UnescapeDataString(path);
        }
        return path.Length == 0 || path.Contains('\0') ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    }

    private static bool HasScheme(string target)
    {
        var colon = target.IndexOf("://", StringComparison.Ordinal);
        return colon > 0 && !target.AsSpan(0, colon).ContainsAnyExcept(_schemeCharacters);
    }
}
