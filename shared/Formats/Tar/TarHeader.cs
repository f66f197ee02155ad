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
        if (block.Length < BlockSize || Number(block.Slice(ChecksumOffset, ChecksumSize)) is not { } stated) return false;
        long unsigned = 0, signed = 0;
        for (var i = 0; i < BlockSize; i++)
        {
            var b = i is >= ChecksumOffset and < ChecksumOffset + ChecksumSize ? (byte)' ' : block[i];
            unsigned += b;
            signed += (sbyte)b;
        }
        return (stated == unsigned || stated == signed) && Size(block) is not null;
    }

    /// <summary>
    /// True for a block that is a header to readers which do not check the sum, as several unpackers can be told not to: the mark of ustar or GNU, a sum that is
    /// a number, a size and a name.
    /// </summary>
    public static bool IsLenient(ReadOnlySpan<byte> block) =>
        block.Length >= BlockSize && block[257..].StartsWith("ustar"u8) && block[262] is 0 or (byte)' ' && block[0] is > 0x20 and < 0x7f
        && Number(block.Slice(ChecksumOffset, ChecksumSize)) is > 0 && Size(block) is not null;

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

    /// <summary>
    /// Octal text, or GNU's base 256 where the first bit is set; null where it is neither, or negative. What Python takes for octal is taken for it here.
    /// </summary>
    private static long? Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0) return Base256(field);
        var zero = field.IndexOf((byte)0);
        if (zero >= 0) field = field[..zero];
        field = field.Trim(" \t\r\n\v\f"u8);
        if (field.StartsWith("+"u8)) field = field[1..];
        if (field.StartsWith("0o"u8) || field.StartsWith("0O"u8)) field = field[2..];
        if (field.Length > 20) return null;
        long number = 0;
        foreach (var b in field)
        {
            if (b == '_') continue;
            if (b is < (byte)'0' or > (byte)'7') return null;
            number = (number << 3) + b - '0';
        }
        return number < 0 ? null : number;
    }

    private static long? Base256(ReadOnlySpan<byte> field)
    {
        if (field[0] == 0xff) return null;
        Int128 value = field[0] & 0x7f;
        foreach (var b in field[1..])
        {
            value = (value << 8) | b;
            if (value > long.MaxValue) return null;
        }
        return (long)value;
    }

    /// <summary>True where more blocks of the map of a sparse file follow the header.</summary>
    public static bool IsExtended(ReadOnlySpan<byte> block) => Type(block) == (byte)'S' && block[482] != 0;

    /// <summary>As above, for such a block itself.</summary>
    public static bool IsExtendedAgain(ReadOnlySpan<byte> block) => block[504] != 0;
}
