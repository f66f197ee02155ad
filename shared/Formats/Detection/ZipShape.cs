using Assay.Contracts.Values;
using Assay.Formats.Zip;

namespace Assay.Formats.Detection;

/// <summary>Zip archives, and among them those that torch.save writes: they hold a <c>data.pkl</c>.</summary>
internal static class ZipShape
{
    /// <summary>torch.save writes data.pkl first; this many names are looked at.</summary>
    private const int Names = 64;

    public static string? Find(ByteSource source, ReadOnlySpan<byte> head)
    {
        var starts = head.StartsWith("PK\x03\x04"u8);
        var end = head.Length == source.Length ? ZipEnd.Find(source, 0, head) : ZipEnd.Find(source);
        // Behind other data an empty archive is no archive: four bytes anywhere would make one.
        if (end is null || (end.Count == 0 && end.Offset > 0)) return starts ? FormatByFirstEntry(source) : null;
        foreach (var entry in ZipDirectory.Read(source, end, Names, out _))
        {
            if (IsTorch(entry.Name)) return FileFormat.TorchZip;
        }
        return FileFormat.Zip;
    }

    private static string FormatByFirstEntry(ByteSource source) =>
        ZipLocalHeader.Read(source, 0) is { } local && IsTorch(local.Name) ? FileFormat.TorchZip : FileFormat.Zip;

    private static bool IsTorch(string name) => name == "data.pkl" || name.EndsWith("/data.pkl", StringComparison.Ordinal);
}
