using System.Buffers.Binary;

namespace Assay.Formats.Zip;

/// <summary>The end-of-central-directory record (APPNOTE 4.3.16) with its ZIP64 form.</summary>
internal sealed record ZipEnd(long Offset, long DirectoryOffset, long DirectorySize, long Count, ZipRegion Comment, long Prefix)
{
    /// <summary>Other records of an archive that are looked at.</summary>
    private const int MaxRecords = 32;

    private const int RecordSize = 22;
    private const int LocatorSize = 20;
    private const int MaxSearch = RecordSize + ushort.MaxValue;

    /// <summary>Finds the last usable record, where readers look for it: in the last 64 KiB. Null: none.</summary>
    public static ZipEnd? Find(ByteSource source)
    {
        var length = (int)Math.Min(source.Length, MaxSearch);
        if (length < RecordSize) return null;
        var start = source.Length - length;
        var tail = new byte[length];
        length = source.Read(start, tail);
        return Find(source, start, tail.AsSpan(0, length));
    }

    /// <summary>As above, with the source's last bytes at hand.</summary>
    public static ZipEnd? Find(ByteSource source, long start, ReadOnlySpan<byte> tail)
    {
        for (var end = tail.Length; end >= RecordSize;)
        {
            var at = tail[..end].LastIndexOf("PK\x05\x06"u8);
            if (at < 0) return null;
            if (tail.Length - at >= RecordSize && Parse(source, start + at, tail[at..]) is { } found) return found;
            end = at + 3;
        }
        return null;
    }

    /// <summary>True where the record says that the archive is one of several files.</summary>
    public bool IsSplit { get; init; }

    /// <summary>
    /// Every directory that some reader would find: by another end record, by the ZIP64 record where the plain one needs none, by the stated offset
    /// where there is a prefix.
    /// </summary>
    public static IReadOnlyList<ZipEnd> FindAll(ByteSource source)
    {
        var length = (int)Math.Min(source.Length, MaxSearch);
        var start = source.Length - length;
        var tail = new byte[length];
        length = source.Read(start, tail);
        var found = new List<ZipEnd>();
        var end = length;
        for (var i = 0; i < MaxRecords && end >= RecordSize; i++)
        {
            var at = tail.AsSpan(0, end).LastIndexOf("PK\x05\x06"u8);
            if (at < 0) break;
            if (length - at >= RecordSize) AddReadings(source, start + at, tail.AsSpan(at, RecordSize), found);
            end = at + 3;
        }
        return found;
    }

    private static void AddReadings(ByteSource source, long offset, ReadOnlySpan<byte> record, List<ZipEnd> found)
    {
        var comment = new ZipRegion(offset + RecordSize, BinaryPrimitives.ReadUInt16LittleEndian(record[20..]));
        var plain = (offset, (long)BinaryPrimitives.ReadUInt16LittleEndian(record[10..]), (long)BinaryPrimitives.ReadUInt32LittleEndian(record[12..]),
            (long)BinaryPrimitives.ReadUInt32LittleEndian(record[16..]));
        foreach (var (end, count, size, directory) in Zip64All(source, offset).Prepend(plain))
        {
            if (size < 0 || directory < 0 || size > end) continue;
            foreach (var begin in (ReadOnlySpan<long>)[end - size, directory])
            {
                if (found.Exists(f => f.DirectoryOffset == begin && f.Prefix == begin - directory) || !StartsDirectory(source, begin)) continue;
                found.Add(new(offset, begin, size, count, comment, begin - directory));
            }
        }
    }

    private static ZipEnd? Parse(ByteSource source, long offset, ReadOnlySpan<byte> record)
    {
        long count = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        long directory = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        var comment = new ZipRegion(offset + RecordSize, Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(record[20..]), source.Length - offset - RecordSize));
        var directoryEnd = offset;
        if ((count == ushort.MaxValue || size == uint.MaxValue || directory == uint.MaxValue) && Zip64(source, offset) is { } large)
            (directoryEnd, count, size, directory) = large;
        if (size < 0 || directory < 0 || size > directoryEnd) return null;
        // The directory stands right before this record; whatever the stated offset lacks to that was put before the archive.
        var begin = directoryEnd - size;
        var prefix = begin - directory;
        if (count > 0 && !StartsDirectory(source, begin))
        {
            if (!StartsDirectory(source, directory)) return null;
            (begin, prefix) = (directory, 0);
        }
        var disks = BinaryPrimitives.ReadUInt32LittleEndian(record[4..]);
        return new(offset, begin, size, count, comment, prefix) { IsSplit = disks is not (0 or uint.MaxValue) };
    }

    private static bool StartsDirectory(ByteSource source, long offset)
    {
        Span<byte> signature = stackalloc byte[4];
        return source.Read(offset, signature) == 4 && signature.SequenceEqual("PK\x01\x02"u8);
    }

    private static (long End, long Count, long Size, long Offset)? Zip64(ByteSource source, long endRecord) =>
        Zip64All(source, endRecord) is [var first, ..] ? first : null;

    private static List<(long End, long Count, long Size, long Offset)> Zip64All(ByteSource source, long endRecord)
    {
        var found = new List<(long, long, long, long)>();
        Span<byte> buffer = stackalloc byte[56];
        if (endRecord < LocatorSize || source.Read(endRecord - LocatorSize, buffer[..LocatorSize]) < LocatorSize) return found;
        if (!buffer.StartsWith("PK\x06\x07"u8)) return found;
        var stated = BinaryPrimitives.ReadInt64LittleEndian(buffer[8..]);
        // With a prefix the stated place is wrong; the record usually stands right before the locator.
        foreach (var candidate in (ReadOnlySpan<long>)[stated, endRecord - LocatorSize - buffer.Length])
        {
            if (candidate < 0 || source.Read(candidate, buffer) < buffer.Length || !buffer.StartsWith("PK\x06\x06"u8)) continue;
            found.Add((candidate, BinaryPrimitives.ReadInt64LittleEndian(buffer[32..]), BinaryPrimitives.ReadInt64LittleEndian(buffer[40..]),
                BinaryPrimitives.ReadInt64LittleEndian(buffer[48..])));
        }
        return found;
    }
}
