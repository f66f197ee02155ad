using System.Globalization;

namespace Assay.Formats.Jinja;

/// <summary>Numbers as Python writes them. Whole numbers beyond 64 bits become the largest one.</summary>
internal static class JinjaNumber
{
    public static object Parse(string text)
    {
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (plain.Length > 2 && plain[0] == '0' && char.IsAsciiLetter(plain[1])) return Based(plain[2..], char.ToLowerInvariant(plain[1]));
        if (long.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        if (plain.All(char.IsAsciiDigit)) return long.MaxValue;
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real : 0.0;
    }

    private static long Based(string digits, char letter)
    {
        var radix = letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
        Int128 value = 0;
        foreach (var c in digits)
        {
            value = (value * radix) + (char.IsAsciiDigit(c) ? c - '0' : char.ToLowerInvariant(c) - 'a' + 10);
            if (value > long.MaxValue) return long.MaxValue;
        }
        return (long)value;
    }
}
