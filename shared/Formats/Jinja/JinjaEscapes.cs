using System.Globalization;
using System.Text;

namespace Assay.Formats.Jinja;

/// <summary>Undoes Python's escapes in string literals.</summary>
internal static class JinjaEscapes
{
    public static string Undo(ReadOnlySpan<char> text)
    {
        if (text.IndexOf('\\') < 0) return text.ToString();
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 >= text.Length) { plain.Append(text[at]); continue; }
            var c = text[++at];
            switch (c)
            {
                case 'n': plain.Append('\n'); break;
                case 't': plain.Append('\t'); break;
                case 'r': plain.Append('\r'); break;
                case 'a': plain.Append('\a'); break;
                case 'b': plain.Append('\b'); break;
                case 'f': plain.Append('\f'); break;
                case 'v': plain.Append('\v'); break;
                case '\n': break;
                case '\\' or '\'' or '"': plain.Append(c); break;
                case 'x': Code(text, ref at, 2, plain); break;
                case 'u': Code(text, ref at, 4, plain); break;
                case 'U': Code(text, ref at, 8, plain); break;
                case 'N': Named(text, ref at, plain); break;
                case >= '0' and <= '7': Octal(text, ref at, plain); break;
                default: plain.Append('\\').Append(c); break;
            }
        }
        return plain.ToString();
    }

    private static void Code(ReadOnlySpan<char> text, ref int at, int digits, StringBuilder plain)
    {
        if (at + digits < text.Length
            && uint.TryParse(text.Slice(at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code <= 0x10ffff)
        {
            at += digits;
            if (code is >= 0xd800 and <= 0xdfff) plain.Append((char)code);
            else plain.Append(char.ConvertFromUtf32((int)code));
            return;
        }
        plain.Append('\\').Append(text[at]);
    }

    private static void Octal(ReadOnlySpan<char> text, ref int at, StringBuilder plain)
    {
        var code = 0;
        var n = 0;
        while (n < 3 && at + n < text.Length && text[at + n] is >= '0' and <= '7') code = (code * 8) + (text[at + n++] - '0');
        at += n - 1;
        plain.Append((char)code);
    }

    // Names that spell out what attribute names are made of. Others stand for one character that none of them has.
    private static void Named(ReadOnlySpan<char> text, ref int at, StringBuilder plain)
    {
        var end = text[at..].IndexOf('}');
        if (end < 0 || at + 1 >= text.Length || text[at + 1] != '{') { plain.Append("\\N"); return; }
        var name = text.Slice(at + 2, end - 2).ToString().ToUpperInvariant();
        at += end;
        const string Small = "LATIN SMALL LETTER ";
        const string Capital = "LATIN CAPITAL LETTER ";
        plain.Append(name switch
        {
            "LOW LINE" or "UNDERSCORE" or "SPACING UNDERSCORE" => '_',
            "FULL STOP" or "PERIOD" => '.',
            _ when name.StartsWith(Small, StringComparison.Ordinal) && name.Length == Small.Length + 1 => char.ToLowerInvariant(name[^1]),
            _ when name.StartsWith(Capital, StringComparison.Ordinal) && name.Length == Capital.Length + 1 => name[^1],
            "ZERO WIDTH SPACE" => '\u200b',
            _ => '\ufffd',
        });
    }
}
