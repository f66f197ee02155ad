using System.Buffers.Binary;

namespace Assay.Formats.Checksums;

/// <summary>The CRC-32 of zip, gzip and xz (IEEE 802.3), eight bytes at a time.</summary>
public static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>Continues <paramref name="crc"/>, 0 at the start.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        crc = ~crc;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[0x700 + (int)(low & 0xff)] ^ table[0x600 + (int)((low >> 8) & 0xff)]
                ^ table[0x500 + (int)((low >> 16) & 0xff)] ^ table[0x400 + (int)(low >> 24)]
                ^ table[0x300 + (int)(high & 0xff)] ^ table[0x200 + (int)((high >> 8) & 0xff)]
                ^ table[0x100 + (int)((high >> 16) & 0xff)] ^ table[(int)(high >> 24)];
        }
        foreach (var b in bytes) crc = table[(int)((crc ^ b) & 0xff)] ^ (crc >> 8);
        return ~crc;
    }

    /// <summary>Of a whole source.</summary>
    public static uint Of(ByteSource source, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(source.Length, 64 * 1024)];
        uint crc = 0;
        for (long at = 0; at < source.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = source.Read(at, buffer);
            if (read == 0) break;
            crc = Append(crc, buffer.AsSpan(0, read));
            at += read;
        }
        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            var c = i;
            for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xedb88320 ^ (c >> 1) : c >> 1;
            table[i] = c;
        }
        for (var i = 256; i < table.Length; i++) table[i] = table[table[i - 256] & 0xff] ^ (table[i - 256] >> 8);
        return table;
    }
}
