using System.Buffers.Binary;

namespace Assay.Formats.Zip;

/// <summary>Reads the central directory (APPNOTE 4.3.12) entry by entry.</summary>
internal static class ZipDirectory
{
    private const int FixedSize = 46;
    private const int EncryptedFlag = 1;

    private const int MinComment = 8;

    /// <summary>
    /// Up to <paramref name="maxEntries"/> entries; <paramref name="stopped"/> is where the last one ends, <paramref name="damage"/> says where it stopped
    /// making sense.
    /// </summary>
    public static List<ZipEntry> Read(ByteSource source, ZipEnd end, int maxEntries, out long stopped, out string? damage)
    {
        damage = null;
        var entries = new List<ZipEntry>();
        var at = end.DirectoryOffset;
        var stop = Math.Min(end.Offset, source.Length);
        var head = new byte[FixedSize];
        while (at < stop && entries.Count < maxEntries)
        {
            if (source.Read(at, head) < FixedSize || !head.AsSpan().StartsWith("PK\x01\x02"u8)) break;
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(28));
            var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(30));
            var commentLength = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(32));
            var variable = new byte[nameLength + extraLength];
            if (source.Read(at + FixedSize, variable) < variable.Length)
            {
                damage = "the central directory ends inside an entry";
                break;
            }
            entries.Add(Entry(head, variable.AsSpan(0, nameLength), variable.AsSpan(nameLength), end.Prefix, at, commentLength));
            at += FixedSize + variable.Length + commentLength;
        }
        stopped = Math.Min(at, stop);
        if (entries.Count < Math.Min(end.Count, maxEntries)) damage ??= $"the central directory has {entries.Count} of {end.Count} entries";
        return entries;
    }

    private static ZipEntry Entry(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra, long prefix, long at, int comment)
    {
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(head[20..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(head[24..]);
        long header = BinaryPrimitives.ReadUInt32LittleEndian(head[42..]);
        ZipExtra.Apply(extra, ref size, ref compressed, ref header);
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        List<ZipRegion>? hidden = null;
        ZipExtra.AddUnknown(extra, at + FixedSize + name.Length, ref hidden);
        if (comment >= MinComment) (hidden ??= []).Add(new(at + FixedSize + name.Length + extra.Length, comment));
        var decoded = ZipName.Decode(name);
        var faults = (flags & EncryptedFlag) != 0 ? ZipFaults.Encrypted : ZipFaults.None;
        if (ZipName.IsOdd(decoded)) faults |= ZipFaults.OddName;
        if (ZipExtra.UnicodePath(extra, name) is { } other && other != decoded && !name.ContainsAnyInRange((byte)0x80, (byte)0xff)) faults |= ZipFaults.UnicodeNameDiffers;
        return new()
        {
            Name = decoded,
            Method = BinaryPrimitives.ReadUInt16LittleEndian(head[10..]),
            Crc = BinaryPrimitives.ReadUInt32LittleEndian(head[16..]),
            CompressedSize = Math.Max(0, compressed),
            Size = Math.Max(0, size),
            // A sum that wraps around is as useless as any other place beyond the end.
            HeaderOffset = header < 0 || header > long.MaxValue - Math.Abs(prefix) ? long.MaxValue / 2 : header + prefix,
            // Writers on other systems set it, too, and extractors believe it.
            UnixMode = (int)(BinaryPrimitives.ReadUInt32LittleEndian(head[38..]) >> 16),
            Faults = faults,
            Flags = flags,
            Hidden = hidden ?? [],
        };
    }
}
