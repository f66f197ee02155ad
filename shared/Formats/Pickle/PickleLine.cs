using System.Buffers;

namespace Assay.Formats.Pickle;

/// <summary>Checks the text arguments of protocol 0, leniently: what any loader accepts passes, prose does not.</summary>
internal static class PickleLine
{
    private const int MaxNumber = 4096;
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789abcdefABCDEFxXoO_+-.lLinty"u8);

    /// <summary>Digits with a sign, a base prefix, underscores, an exponent, a trailing L or NUL; inf and nan.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r\0"u8);
        if (line.Length is 0 or > MaxNumber) return false;
        if (line.IndexOfAnyExcept(NumberBytes) >= 0) return false;
        return line.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0 || line.EndsWith("inf"u8) || line.EndsWith("nan"u8);
    }

    /// <summary>The decimal number in a line; -1 where there is none.</summary>
    public static long Index(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r\0"u8);
        if (line.Length is 0 or > 18) return -1;
        long value = 0;
        foreach (var b in line)
        {
            if (b is < (byte)'0' or > (byte)'9') return -1;
            value = (value * 10) + b - '0';
        }
        return value;
    }

    /// <summary>The integer in a line where it is a plain small one; null otherwise.</summary>
    public static long? Integer(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r\0L"u8);
        var negative = line.Length > 0 && line[0] == (byte)'-';
        var value = Index(negative ? line[1..] : line);
        return value < 0 ? null : negative ? -value : value;
    }

    /// <summary>A quoted literal.</summary>
    public static bool IsQuoted(byte first, byte last) => first == last && first is (byte)'\'' or (byte)'"';
}
