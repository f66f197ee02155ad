using System.Buffers.Binary;
using Assay.Contracts.Reports;

namespace Assay.Formats.Outline;

/// <summary>
/// An outline as it is stored: <c>ASSAYOL1</c>, the file's length and the number of segments, offset and length of each (all 64-bit little-endian), then the
/// segments' bytes. The same ranges of the same file give the same bytes, so an outline has a digest like any content. Only the ledger says that a blob is
/// an outline: a file that looks like one is a file.
/// </summary>
public static class OutlineFile
{
    private const int FixedSize = 24;
    private const int EntrySize = 16;

    /// <summary>Segments of one outline; neighbours are joined, so that honest files have a few dozen.</summary>
    private const int MaxSegments = 1 << 16;

    private static ReadOnlySpan<byte> Magic => "ASSAYOL1"u8;

    /// <summary>The stored form.</summary>
    /// <param name="length">Of the whole file.</param>
    /// <param name="segments">In order of offsets, without overlap.</param>
    internal static byte[] Write(long length, IReadOnlyList<(long Offset, byte[] Bytes)> segments)
    {
        var bytes = new byte[FixedSize + (EntrySize * segments.Count) + segments.Sum(s => (long)s.Bytes.Length)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), segments.Count);
        var at = FixedSize;
        foreach (var (offset, content) in segments)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), offset);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at + 8), content.Length);
            at += EntrySize;
        }
        foreach (var (_, content) in segments)
        {
            content.CopyTo(bytes, at);
            at += content.Length;
        }
        return bytes;
    }

    /// <summary>The file that an outline stands for; null where the bytes are no outline.</summary>
    public static OutlineByteSource? Open(ByteSource stored)
    {
        Span<byte> head = stackalloc byte[FixedSize];
        if (stored.Read(0, head) < FixedSize || !head.StartsWith(Magic)) return null;
        var length = BinaryPrimitives.ReadInt64LittleEndian(head[8..]);
        var count = BinaryPrimitives.ReadInt64LittleEndian(head[16..]);
        if (length < 0 || count is < 0 or > MaxSegments) return null;
        var table = new byte[count * EntrySize];
        if (stored.Read(FixedSize, table) < table.Length) return null;
        var segments = new OutlineSegment[count];
        long place = FixedSize + table.Length, last = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            var range = new ByteRange(
                BinaryPrimitives.ReadInt64LittleEndian(table.AsSpan(i * EntrySize)), BinaryPrimitives.ReadInt64LittleEndian(table.AsSpan((i * EntrySize) + 8)));
            if (range.Offset < last || range.Length <= 0 || range.Length > length - range.Offset || place + range.Length > stored.Length) return null;
            segments[i] = new(range.Offset, range.Length, place);
            (place, last) = (place + range.Length, range.Offset + range.Length);
        }
        return new(length, segments, stored);
    }
}
