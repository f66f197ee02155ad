namespace Assay.Tests.Fuzz;

/// <summary>An input to begin with.</summary>
/// <param name="Name">What its name claims is kept.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record Seed(string Name, byte[] Bytes)
{
    /// <summary>Files that make small, fast inputs; larger ones are cut.</summary>
    public static IReadOnlyList<Seed> Read(IEnumerable<string> folders, int maxLength)
    {
        var files = folders.SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal);
        return [.. files.Select(f => new Seed(f, Head(f, maxLength))).Where(s => s.Bytes.Length > 0)];
    }

    private static byte[] Head(string path, int maxLength)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[Math.Min(file.Length, maxLength)];
        file.ReadExactly(bytes);
        return bytes;
    }
}
