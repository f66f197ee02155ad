using System.Buffers.Binary;
using System.Text;

namespace Assay.Formats.Tar;

/// <summary>A header block of 512 bytes: v7, ustar (POSIX.1-1988) and GNU.</summary>
internal static class TarHeader
{
    public const int BlockSize = 512;
    private const int ChecksumOffset = 148;
    private const int ChecksumSize = 8;

    /// <summary>True where the checksum is right (signed or unsigned, as old writers did it) and the size is a number.</summary>
    public static bool IsValid(ReadOnlySpan<byte> block)
    {
        if (block.Length < BlockSize || block[0] == 0 || Number(block.Slice(ChecksumOffset, ChecksumSize)) is not { } stated) return false;
        long unsigned = 0, signed = 0;
        for (var i = 0; i < BlockSize; i++)
        {
            var b = i is >= ChecksumOffset and < ChecksumOffset + ChecksumSize ? (byte)' ' : block[i];
            unsigned += b;
            signed += (sbyte)b;
        }
        return (stated == unsigned || stated == signed) && Size(block) is not null;
    }

    public static long? Size(ReadOnlySpan<byte> block) => Number(block.Slice(124, 12));

    public static byte Type(ReadOnlySpan<byte> block) => block[156];

    public static string LinkName(ReadOnlySpan<byte> block) => Text(block.Slice(157, 100));

    public static string Name(ReadOnlySpan<byte> block)
    {
        var name = Text(block[..100]);
        // Only ustar has a prefix; GNU keeps times there.
        if (!block.Slice(257, 6).SequenceEqual("ustar\0"u8)) return name;
        var prefix = Text(block.Slice(345, 155));
        return prefix.Length == 0 ? name : prefix + "/" + name;
    }

    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    /// <summary>Octal text, or GNU's base 256 where the first bit is set; null where it is neither, or negative.</summary>
    private static long? Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            var tail = field[^8..];
            var value = BinaryPrimitives.ReadInt64BigEndian(tail);
            return field.Length > 8 && field[0] == 0x80 && field[1..^8].IndexOfAnyExcept((byte)0) < 0 && value >= 0 ? value : null;
        }
        field = field.Trim(" \0"u8);
        if (field.Length > 20) return null;
        long number = 0;
        foreach (var b in field)
        {
            if (b is < (byte)'0' or > (byte)'7') return null;
            number = (number << 3) + b - '0';
        }
        return number < 0 ? null : number;
    }
}
