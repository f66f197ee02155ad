using Assay.Contracts.Values;
using Assay.Formats.Zip;

namespace Assay.Formats.Detection;

/// <summary>Zip archives, and among them those that torch.save writes: they hold a <c>data.pkl</c>.</summary>
internal static class ZipShape
{
    /// <summary>torch.save writes data.pkl first; this many names are looked at.</summary>
    private const int Names = 64;

    /// <summary>The kind of archive; <paramref name="end"/> is the offset of its end record, 0 where there is none.</summary>
    public static string? Find(ByteSource source, ReadOnlySpan<byte> head, out long end)
    {
        var starts = head.StartsWith("PK\x03\x04"u8);
        var record = head.Length == source.Length ? ZipEnd.Find(source, 0, head) : ZipEnd.Find(source);
        end = record?.Offset ?? 0;
        // Behind other data an empty archive is no archive: four bytes anywhere would make one.
        if (record is null || (record.Count == 0 && record.Offset > 0)) return starts ? FormatByFirstEntry(source) : null;
        foreach (var entry in ZipDirectory.Read(source, record, Names, out _, out _))
        {
            if (IsTorch(entry.Name)) return FileFormat.TorchZip;
        }
        return FileFormat.Zip;
    }

    private static string FormatByFirstEntry(ByteSource source) =>
        ZipLocalHeader.Read(source, 0) is { } local && IsTorch(local.Name) ? FileFormat.TorchZip : FileFormat.Zip;

    private static bool IsTorch(string name) => name == "data.pkl" || name.EndsWith("/data.pkl", StringComparison.Ordinal);
}
