using System.Globalization;
using System.Text;

namespace Assay.Formats.Pickle;

/// <summary>Reads the text of symbolic values out of the source, bounded.</summary>
public static class PickleText
{
    /// <summary>The text of a value that is text; null for other values and for text longer than <paramref name="maxBytes"/>.</summary>
    public static string? Read(ByteSource source, in PickleValue value, int maxBytes) =>
        value.Kind != PickleValueKind.Text || value.Length > maxBytes ? null : Read(source, value.Number, value.Length, value.Form);

    /// <summary>The first characters of a text.</summary>
    public static string ReadStart(ByteSource source, in PickleValue value, int maxBytes) =>
        Read(source, value.Number, Math.Min(value.Length, maxBytes), value.Form);

    /// <summary>Decodes text as the loader would; what cannot be decoded becomes U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, PickleTextForm form) => form switch
    {
        PickleTextForm.Utf8 => Encoding.UTF8.GetString(bytes),
        PickleTextForm.Latin1 => Encoding.Latin1.GetString(bytes),
        PickleTextForm.Literal => Unescape(Unquote(Encoding.Latin1.GetString(bytes)), literal: true),
        _ => Unescape(Encoding.Latin1.GetString(bytes), literal: false),
    };

    private static string Read(ByteSource source, long offset, int length, PickleTextForm form)
    {
        Span<byte> small = stackalloc byte[256];
        var buffer = length <= small.Length ? small[..length] : new byte[length];
        return Decode(buffer[..source.Read(offset, buffer)], form);
    }

    private static string Unquote(string text)
    {
        text = text.Trim(' ', '\t', '\r', '\0');
        return text.Length >= 2 && text[0] == text[^1] && text[0] is '\'' or '"' ? text[1..^1] : text;
    }

    private static string Unescape(string text, bool literal)
    {
        if (!text.Contains('\\')) return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }
            i += literal ? LiteralEscape(text.AsSpan(i + 1), result) : UnicodeEscape(text.AsSpan(i + 1), result);
        }
        return result.ToString();
    }

    // Both return how many characters behind the backslash were used.
    private static int LiteralEscape(ReadOnlySpan<char> rest, StringBuilder result)
    {
        switch (rest[0])
        {
            case 'x' when TryHex(rest[1..], 2, out var code):
                result.Append((char)code);
                return 3;
            case >= '0' and <= '7':
                var digits = 1;
                var octal = rest[0] - '0';
                while (digits < 3 && digits < rest.Length && rest[digits] is >= '0' and <= '7') octal = (octal * 8) + rest[digits++] - '0';
                result.Append((char)(octal & 0xff));
                return digits;
            case 'n': result.Append('\n'); return 1;
            case 't': result.Append('\t'); return 1;
            case 'r': result.Append('\r'); return 1;
            case 'a': result.Append('\a'); return 1;
            case 'b': result.Append('\b'); return 1;
            case 'f': result.Append('\f'); return 1;
            case 'v': result.Append('\v'); return 1;
            case '\\' or '\'' or '"': result.Append(rest[0]); return 1;
            default: result.Append('\\').Append(rest[0]); return 1;
        }
    }

    private static int UnicodeEscape(ReadOnlySpan<char> rest, StringBuilder result)
    {
        var width = rest[0] switch { 'u' => 4, 'U' => 8, _ => 0 };
        if (width > 0 && TryHex(rest[1..], width, out var code) && code <= 0x10ffff)
        {
            if (code < 0x10000) result.Append((char)code);
            else result.Append(char.ConvertFromUtf32(code));
            return width + 1;
        }
        result.Append('\\').Append(rest[0]);
        return 1;
    }

    private static bool TryHex(ReadOnlySpan<char> text, int width, out int code)
    {
        code = 0;
        return text.Length >= width && int.TryParse(text[..width], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code) && code >= 0;
    }
}
