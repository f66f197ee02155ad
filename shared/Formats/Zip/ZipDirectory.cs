using System.Buffers.Binary;

namespace Assay.Formats.Zip;

/// <summary>Reads the central directory (APPNOTE 4.3.12) entry by entry.</summary>
internal static class ZipDirectory
{
    private const int FixedSize = 46;
    private const int EncryptedFlag = 1;

    /// <summary>Up to <paramref name="maxEntries"/> entries; <paramref name="damage"/> says where it stopped making sense.</summary>
    public static List<ZipEntry> Read(ByteSource source, ZipEnd end, int maxEntries, out string? damage)
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
            entries.Add(Entry(head, variable.AsSpan(0, nameLength), variable.AsSpan(nameLength), end.Prefix, at));
            at += FixedSize + variable.Length + commentLength;
        }
        if (entries.Count < Math.Min(end.Count, maxEntries)) damage ??= $"the central directory has {entries.Count} of {end.Count} entries";
        return entries;
    }

    private static ZipEntry Entry(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra, long prefix, long at)
    {
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(head[20..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(head[24..]);
        long header = BinaryPrimitives.ReadUInt32LittleEndian(head[42..]);
        ZipExtra.Apply(extra, ref size, ref compressed, ref header);
        var encrypted = (BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) & EncryptedFlag) != 0;
        var madeOnUnix = head[5] == 3;
        var unknown = ZipExtra.Unknown(extra);
        return new()
        {
            Name = ZipName.Decode(name),
            Method = BinaryPrimitives.ReadUInt16LittleEndian(head[10..]),
            Crc = BinaryPrimitives.ReadUInt32LittleEndian(head[16..]),
            CompressedSize = Math.Max(0, compressed),
            Size = Math.Max(0, size),
            // A sum that wraps around is as useless as any other place beyond the end.
            HeaderOffset = header < 0 || header > long.MaxValue - Math.Abs(prefix) ? long.MaxValue / 2 : header + prefix,
            UnixMode = madeOnUnix ? (int)(BinaryPrimitives.ReadUInt32LittleEndian(head[38..]) >> 16) : 0,
            Faults = encrypted ? ZipFaults.Encrypted : ZipFaults.None,
            ExtraOffset = at + FixedSize + name.Length + unknown.Offset,
            ExtraLength = unknown.Length,
        };
    }
}
