using System.Globalization;
using System.Text;

namespace Assay.Formats.PythonSource;

/// <summary>Python compares identifiers after NFKC normalisation, so that a word in mathematical letters is the plain word. This process has no Unicode
/// data to normalise with; the letters that become ASCII are few and stand here.</summary>
public static class PythonIdentifier
{
    private const string Plain = "abcdefghijklmnopqrstuvwxyz";

    // In the order of a..z where the block has no simple arithmetic; a dash where there is no such letter.
    private const string Superscripts = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ-ʳˢᵗᵘᵛʷˣʸᶻ";
    private const string Subscripts = "ₐ---ₑ--ₕᵢⱼₖₗₘₙₒₚ-ᵣₛₜᵤᵥ-ₓ--";
    private const string Capitals = "ᴬᴮ-ᴰᴱ-ᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾ-ᴿ-ᵀᵁⱽᵂ---";

    private static readonly Dictionary<int, string> Others = new()
    {
        ['ª'] = "a", ['º'] = "o", ['ſ'] = "s", ['ℂ'] = "C", ['ℊ'] = "g", ['ℋ'] = "H", ['ℌ'] = "H", ['ℍ'] = "H", ['ℎ'] = "h", ['ℐ'] = "I", ['ℑ'] = "I",
        ['ℒ'] = "L", ['ℓ'] = "l", ['ℕ'] = "N", ['ℙ'] = "P", ['ℚ'] = "Q", ['ℛ'] = "R", ['ℜ'] = "R", ['ℝ'] = "R", ['ℤ'] = "Z", ['ℨ'] = "Z", ['K'] = "K",
        ['ℬ'] = "B", ['ℭ'] = "C", ['ℯ'] = "e", ['ℰ'] = "E", ['ℱ'] = "F", ['ℳ'] = "M", ['ℴ'] = "o", ['ℹ'] = "i", ['ⅅ'] = "D", ['ⅆ'] = "d", ['ⅇ'] = "e",
        ['ⅈ'] = "i", ['ⅉ'] = "j", ['ﬀ'] = "ff", ['ﬁ'] = "fi", ['ﬂ'] = "fl", ['ﬃ'] = "ffi", ['ﬄ'] = "ffl", ['ﬅ'] = "st", ['ﬆ'] = "st", ['ĳ'] = "ij",
        ['ǆ'] = "dz", ['ǳ'] = "dz", ['ǉ'] = "lj", ['ǌ'] = "nj", ['ⁿ'] = "n", ['ⁱ'] = "i", ['︳'] = "_", ['︴'] = "_", ['﹍'] = "_", ['﹎'] = "_", ['﹏'] = "_",
        ['ⅰ'] = "i", ['ⅱ'] = "ii", ['ⅲ'] = "iii", ['ⅳ'] = "iv", ['ⅴ'] = "v", ['ⅵ'] = "vi", ['ⅸ'] = "ix", ['ⅹ'] = "x", ['ⅼ'] = "l", ['ⅽ'] = "c", ['ⅾ'] = "d",
        ['ⅿ'] = "m", ['Ⅰ'] = "I", ['Ⅴ'] = "V", ['Ⅹ'] = "X", ['Ⅼ'] = "L", ['Ⅽ'] = "C", ['Ⅾ'] = "D", ['Ⅿ'] = "M",
    };

    /// <summary>The identifier as Python compares it, as far as it becomes ASCII.</summary>
    public static string Normalise(string identifier)
    {
        if (Ascii.IsValid(identifier)) return identifier;
        var text = new StringBuilder(identifier.Length);
        foreach (var rune in identifier.EnumerateRunes()) text.Append(Fold(rune));
        return text.ToString();
    }

    private static string Fold(Rune rune)
    {
        var c = rune.Value;
        if (c < 0x80) return ((char)c).ToString();
        // Thirteen styles of 52 letters each; the holes in the block are letters that Unicode had before.
        if (c is >= 0x1d400 and <= 0x1d6a3) return Letter((c - 0x1d400) % 52);
        if (c is >= 0x1d7ce and <= 0x1d7ff) return ((char)('0' + ((c - 0x1d7ce) % 10))).ToString();
        if (c is >= 0xff01 and <= 0xff5e) return ((char)(c - 0xff01 + '!')).ToString();
        if (Others.TryGetValue(c, out var other)) return other;
        if (c > char.MaxValue) return rune.ToString();
        var letter = Superscripts.IndexOf((char)c, StringComparison.Ordinal);
        if (letter < 0) letter = Subscripts.IndexOf((char)c, StringComparison.Ordinal);
        if (letter >= 0) return Plain[letter].ToString();
        letter = Capitals.IndexOf((char)c, StringComparison.Ordinal);
        return letter >= 0 ? ((char)('A' + letter)).ToString() : rune.ToString();
    }

    private static string Letter(int index) => index < 26 ? ((char)('A' + index)).ToString() : Plain[index - 26].ToString();

    /// <summary>True for what may stand in an identifier.</summary>
    internal static bool IsPart(string text, int at) => char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_' || (text[at] >= 0x80 && IsForeignPart(text, at));

    private static bool IsForeignPart(string text, int at) => CharUnicodeInfo.GetUnicodeCategory(text, char.IsLowSurrogate(text[at]) && at > 0 ? at - 1 : at)
        is not (UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control or UnicodeCategory.Format);
}
