namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>Checks names that a hub lists. They are never used as paths here, but a loader elsewhere may.</summary>
internal static class HubPath
{
    private const int MaxLength = 4096;

    /// <summary>Why a name is refused; null where it is good.</summary>
    public static string? Problem(string path)
    {
        if (path.Length is 0 or > MaxLength) return "its name is empty or too long: not fetched";
        if (path.Any(char.IsControl)) return "its name contains control characters: not fetched";
        if (path.Contains('\\', StringComparison.Ordinal)) return "its name contains a backslash: not fetched";
        if (path[0] == '/' || path is [_, ':', ..]) return "its name is an absolute path: not fetched";
        return path.Split('/').Any(part => part is "" or "." or "..") ? "its name leads out of the model's folder: not fetched" : null;
    }
}
