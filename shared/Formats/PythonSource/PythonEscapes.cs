using System.Globalization;
using System.Text;

namespace Assay.Formats.PythonSource;

/// <summary>Resolves the backslashes of a string literal.</summary>
internal static class PythonEscapes
{
    public static string Resolve(ReadOnlySpan<char> raw, bool isBytes)
    {
        if (raw.IndexOf('\\') < 0) return raw.ToString();
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\' || i + 1 >= raw.Length)
            {
                text.Append(raw[i]);
                continue;
            }
            i = Escape(raw, i + 1, isBytes, text);
        }
        return text.ToString();
    }

    private static int Escape(ReadOnlySpan<char> raw, int at, bool isBytes, StringBuilder text)
    {
        switch (raw[at])
        {
            case '\n': break;
            case '\r': return at + 1 < raw.Length && raw[at + 1] == '\n' ? at + 1 : at;
            case '\\' or '\'' or '"': text.Append(raw[at]); break;
            case 'a': text.Append('\a'); break;
            case 'b': text.Append('\b'); break;
            case 'f': text.Append('\f'); break;
            case 'n': text.Append('\n'); break;
            case 'r': text.Append('\r'); break;
            case 't': text.Append('\t'); break;
            case 'v': text.Append('\v'); break;
            case >= '0' and <= '7': return Octal(raw, at, text);
            case 'x': return Hex(raw, at, 2, text);
            case 'u' when !isBytes: return Hex(raw, at, 4, text);
            case 'U' when !isBytes: return Hex(raw, at, 8, text);
            case 'N' when !isBytes && at + 1 < raw.Length && raw[at + 1] == '{':
                return Named(raw, at, text);
            default:
                text.Append('\\').Append(raw[at]);
                break;
        }
        return at;
    }

    private static int Octal(ReadOnlySpan<char> raw, int at, StringBuilder text)
    {
        int value = 0, end = at;
        while (end < raw.Length && end < at + 3 && raw[end] is >= '0' and <= '7') value = (value * 8) + raw[end++] - '0';
        text.Append((char)value);
        return end - 1;
    }

    private static int Hex(ReadOnlySpan<char> raw, int at, int digits, StringBuilder text)
    {
        if (at + digits >= raw.Length || !uint.TryParse(raw.Slice(at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            text.Append('\\').Append(raw[at]);
            return at;
        }
        if (value > char.MaxValue && Rune.IsValid(value)) text.Append(new Rune(value).ToString());
        else text.Append((char)value);
        return at + digits;
    }

    // The names of the plain letters can be used to spell a word that no search finds; others stay one unknown character.
    private static int Named(ReadOnlySpan<char> raw, int at, StringBuilder text)
    {
        var end = raw[at..].IndexOf('}');
        if (end < 0)
        {
            text.Append("\\N");
            return at;
        }
        var name = raw.Slice(at + 2, end - 2).ToString().ToUpperInvariant();
        const string small = "LATIN SMALL LETTER ", capital = "LATIN CAPITAL LETTER ";
        if (name.StartsWith(small, StringComparison.Ordinal) && name.Length == small.Length + 1) text.Append(char.ToLowerInvariant(name[^1]));
        else if (name.StartsWith(capital, StringComparison.Ordinal) && name.Length == capital.Length + 1) text.Append(name[^1]);
        else text.Append(name switch { "LOW LINE" => '_', "SPACE" => ' ', "FULL STOP" => '.', "SOLIDUS" => '/', "HYPHEN-MINUS" => '-', "VERTICAL LINE" => '|', _ => '\ufffd' });
        return at + end;
    }
}
