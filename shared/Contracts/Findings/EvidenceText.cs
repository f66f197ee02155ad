using System.Globalization;
using System.Text;

namespace Assay.Contracts.Findings;

/// <summary>Makes text from hostile files safe to print: no control characters, no terminal escapes, no bidirectional overrides, bounded length.</summary>
public static class EvidenceText
{
    /// <summary>Longest quoted value: long enough for a command line, short enough for a table.</summary>
    public const int MaxLength = 256;

    /// <summary>Escapes what a terminal or a page could act on as <c>\uXXXX</c> and cuts after <paramref name="maxLength"/> characters.</summary>
    public static string Quote(string? untrusted, int maxLength = MaxLength)
    {
        if (string.IsNullOrEmpty(untrusted)) return "";
        var text = new StringBuilder(Math.Min(untrusted.Length, maxLength) + 8);
        foreach (var c in untrusted)
        {
            if (text.Length >= maxLength)
            {
                text.Append('…');
                break;
            }
            if (IsSafe(c)) text.Append(c);
            else text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return text.ToString();
    }

    private static bool IsSafe(char c)
    {
        if (c is >= ' ' and < (char)0x7f) return true;
        if (c < 0xa0) return false;
        return char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }
}
