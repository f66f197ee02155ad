using System.Diagnostics.CodeAnalysis;

namespace Assay.Contracts.Values;

internal static class HexText
{
    public static bool IsHex([NotNullWhen(true)] string? text, int length)
    {
        if (text is null || text.Length != length) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c)) return false;
        }
        return true;
    }
}
