using System.Buffers.Binary;

namespace Assay.Formats.Zip;

/// <summary>The header that stands before a member's data (APPNOTE 4.3.7).</summary>
internal sealed record ZipLocalHeader(string Name, int Method, int Flags, uint Crc, long CompressedSize, long Size, long DataOffset, IReadOnlyList<ZipRegion> Hidden)
{
    internal const int FixedSize = 30;
    private const int EncryptedFlag = 1;
    private const int DescriptorFlag = 8;

    /// <summary>Sizes and checksum stand behind the data.</summary>
    public bool HasDescriptor => (Flags & DescriptorFlag) != 0;

    public bool IsEncrypted => (Flags & EncryptedFlag) != 0;

    public static ZipLocalHeader? Read(ByteSource source, long offset)
    {
        if (offset < 0) return null;
        Span<byte> head = stackalloc byte[FixedSize];
        if (source.Read(offset, head) < FixedSize || !head.StartsWith("PK\x03\x04"u8)) return null;
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head[26..]);
        var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        var variable = new byte[nameLength + extraLength];
        if (source.Read(offset + FixedSize, variable) < variable.Length) return null;
        long size = BinaryPrimitives.ReadUInt32LittleEndian(head[22..]);
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(head[18..]);
        long unused = 0;
        ReadOnlySpan<byte> extra = variable.AsSpan(nameLength);
        ZipExtra.Apply(extra, ref size, ref compressed, ref unused);
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
        List<ZipRegion>? hidden = null;
        ZipExtra.AddUnknown(extra, offset + FixedSize + nameLength, ref hidden);
        return new(
            ZipName.Decode(variable.AsSpan(0, nameLength)), BinaryPrimitives.ReadUInt16LittleEndian(head[8..]), flags,
            BinaryPrimitives.ReadUInt32LittleEndian(head[14..]), compressed, size, offset + FixedSize + variable.Length,
            hidden ?? []);
    }
}
