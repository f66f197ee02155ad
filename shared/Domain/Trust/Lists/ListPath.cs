using System.Text;

namespace Assay.Domain.Trust.Lists;

/// <summary>Names of files as lists write them.</summary>
internal static class ListPath
{
    /// <summary>Linux knows no longer path.</summary>
    public const int MaxLength = 4096;

    /// <summary>The path without a leading <c>./</c>; null for an empty one.</summary>
    public static string? Normal(string path)
    {
        while (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..].TrimStart('/');
        return path.Length == 0 ? null : path;
    }

    /// <summary>UTF-8; bytes that are not become U+FFFD, which matches no file.</summary>
    public static string? Normal(ReadOnlySpan<byte> path) => Normal(Encoding.UTF8.GetString(path));
}
