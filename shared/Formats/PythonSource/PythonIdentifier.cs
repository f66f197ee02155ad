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

    // A letter, then what it becomes.
    private const string Others =
        "ªa ºo ſs ℂC ℊg ℋH ℌH ℍH ℎh ℐI ℑI ℒL ℓl ℕN ℙP ℚQ ℛR ℜR ℝR ℤZ ℨZ KK ℬB ℭC ℯe ℰE ℱF ℳM ℴo ℹi ⅅD ⅆd ⅇe ⅈi ⅉj ﬀff ﬁfi " +
        "ﬂfl ﬃffi ﬄffl ﬅst ﬆst ĳij ǆdz ǳdz ǉlj ǌnj ⁿn ⁱi ︳_ ︴_ ﹍_ ﹎_ ﹏_ ⅰi ⅱii ⅲiii ⅳiv ⅴv ⅵvi ⅸix ⅹx ⅼl ⅽc ⅾd ⅿm ⅠI ⅤV " +
        "ⅩX ⅬL ⅭC ⅮD ⅯM";

    private static readonly Dictionary<int, string> Folded = Others.Split(' ').ToDictionary(pair => (int)pair[0], pair => pair[1..]);

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
        if (Folded.TryGetValue(c, out var other)) return other;
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
