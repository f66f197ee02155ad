namespace Assay.Inspect.Analysers.Hdf5;

/// <summary>Tells names of files that lie beside a model from those that lead elsewhere.</summary>
internal static class OutsidePath
{
    /// <summary>True for absolute paths, paths that climb, shares, addresses of the network, and names that the environment completes.</summary>
    public static bool Leaves(string path)
    {
        var normal = path.Trim().Replace('\\', '/');
        if (normal.StartsWith('/') || normal.StartsWith('~') || normal.StartsWith('$') || normal.StartsWith('%')) return true;
        if (normal.Contains("://", StringComparison.Ordinal) || normal.StartsWith("file:", StringComparison.OrdinalIgnoreCase)) return true;
        if (normal.Length >= 2 && normal[1] == ':' && char.IsAsciiLetter(normal[0])) return true;
        foreach (var part in normal.Split('/'))
        {
            if (part.Trim() == "..") return true;
        }
        return false;
    }
}
