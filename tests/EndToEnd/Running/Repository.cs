namespace Assay.Tests.EndToEnd.Running;

/// <summary>The source tree that the tests were built in, where they still run inside it.</summary>
internal static class Repository
{
    /// <summary>Full path of a file or folder of the tree; null where it is not there.</summary>
    public static string? File(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, path);
            if (Path.Exists(candidate)) return candidate;
        }
        return null;
    }
}
