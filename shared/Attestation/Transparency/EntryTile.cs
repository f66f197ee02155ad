using System.Buffers.Binary;
using Assay.Attestation.Json;

namespace Assay.Attestation.Transparency;

/// <summary>A tile of entries (C2SP tlog-tiles): each entry after its length in two bytes, big-endian.</summary>
public static class EntryTile
{
    /// <summary>Longer entries cannot be written in a tile.</summary>
    public const int MaxEntry = ushort.MaxValue;

    /// <summary>The path below the log's address, such as <c>tile/entries/000.p/5</c>.</summary>
    public static string Path(long index, int width) => $"tile/entries/{TilePath.Of(index, width)}";

    /// <summary>Writes entries.</summary>
    /// <exception cref="ArgumentException">One is longer than <see cref="MaxEntry"/>.</exception>
    public static byte[] Write(IReadOnlyCollection<byte[]> entries)
    {
        var tile = new byte[entries.Sum(e => sizeof(ushort) + e.Length)];
        var at = 0;
        foreach (var entry in entries)
        {
            if (entry.Length > MaxEntry) throw new ArgumentException($"An entry has {entry.Length} bytes; at most {MaxEntry} fit.", nameof(entries));
            BinaryPrimitives.WriteUInt16BigEndian(tile.AsSpan(at), (ushort)entry.Length);
            entry.CopyTo(tile, at + sizeof(ushort));
            at += sizeof(ushort) + entry.Length;
        }
        return tile;
    }

    /// <summary>Reads exactly this many entries.</summary>
    public static Parsed<IReadOnlyList<byte[]>> Read(ReadOnlySpan<byte> tile, int width)
    {
        var entries = new List<byte[]>(Math.Clamp(width, 0, TileAddress.FullWidth));
        while (tile.Length > 0)
        {
            if (entries.Count == width) return Parsed.Failed<IReadOnlyList<byte[]>>($"there are bytes after the {width} entries");
            if (tile.Length < sizeof(ushort)) return Parsed.Failed<IReadOnlyList<byte[]>>("the last length is cut off");
            var length = BinaryPrimitives.ReadUInt16BigEndian(tile);
            if (tile.Length < sizeof(ushort) + length) return Parsed.Failed<IReadOnlyList<byte[]>>($"entry {entries.Count} is cut off");
            entries.Add(tile.Slice(sizeof(ushort), length).ToArray());
            tile = tile[(sizeof(ushort) + length)..];
        }
        return entries.Count == width ? entries : Parsed.Failed<IReadOnlyList<byte[]>>($"there are {entries.Count} entries, not {width}");
    }
}
