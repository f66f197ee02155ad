using System.Buffers.Binary;
using Assay.Contracts.Values;
using Assay.Formats.Joblib;

namespace Assay.Formats.Detection;

/// <summary>Compressed streams whose first bytes say what they are: zstd, LZ4, .lzma, joblib's old container.</summary>
internal static class CompressionMagic
{
    private const uint Zstd = 0xfd2fb528;
    private const uint Lz4 = 0x184d2204;
    private const uint Lz4Legacy = 0x184c2102;
    private const int MaxSkips = 64;

    public static string? Find(ByteSource source, ReadOnlySpan<byte> head)
    {
        if (head.Length < 8) return null;
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(head);
        if (magic is Zstd) return FileFormat.Zstd;
        if (magic is Lz4 or Lz4Legacy) return FileFormat.Lz4;
        if (IsSkippable(magic)) return BehindSkips(source);
        if (ZFileDecoder.Looks(head)) return FileFormat.JoblibZFile;
        return IsLzma(head) ? FileFormat.Lzma : null;
    }

    private static bool IsSkippable(uint magic) => (magic & 0xfffffff0) == 0x184d2a50;

    // zstd and LZ4 share the frames that readers step over; the first other one decides.
    private static string? BehindSkips(ByteSource source)
    {
        Span<byte> frame = stackalloc byte[8];
        long at = 0;
        for (var i = 0; i < MaxSkips && source.Read(at, frame) >= 4; i++)
        {
            var magic = BinaryPrimitives.ReadUInt32LittleEndian(frame);
            if (!IsSkippable(magic)) return magic is Zstd ? FileFormat.Zstd : magic is Lz4 or Lz4Legacy ? FileFormat.Lz4 : null;
            at += 8L + BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]);
        }
        return null;
    }

    // Properties, a dictionary of the sizes that encoders use, an expanded size that is unknown or possible, and the range decoder's first zero.
    private static bool IsLzma(ReadOnlySpan<byte> head)
    {
        if (head.Length < 18 || head[0] >= 9 * 5 * 5 || head[13] != 0) return false;
        var dictionary = BinaryPrimitives.ReadUInt32LittleEndian(head[1..]);
        var size = BinaryPrimitives.ReadInt64LittleEndian(head[5..]);
        if (size is < -1 or 0 or > 1L << 40) return false;
        if (dictionary != uint.MaxValue && (dictionary < 4096 || (uint.TrailingZeroCount(dictionary) < 11))) return false;
        return (head[0] == 0x5d || size == -1) && head[14..18].IndexOfAnyExcept((byte)0) >= 0;
    }
}
