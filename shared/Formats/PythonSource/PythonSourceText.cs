using System.Text.RegularExpressions;

namespace Assay.Formats.PythonSource;

/// <summary>The characters of a Python source file.</summary>
/// <param name="Text">Decoded as its declaration asks.</param>
/// <param name="Encoding">What the declaration names; null where there is none.</param>
/// <param name="IsUnusual">The declared encoding is one in which the bytes show a reader something else than what Python runs.</param>
/// <param name="IsCut">There is more than <see cref="PythonLimits.SourceBytes"/>.</param>
public sealed partial record PythonSourceText(string Text, string? Encoding, bool IsUnusual, bool IsCut)
{
    private static readonly string[] Usual =
        ["utf-8", "utf8", "utf_8", "u8", "utf-8-sig", "ascii", "us-ascii", "latin-1", "latin1", "iso-8859-1", "iso8859-1", "iso-8859-15", "cp1252", "windows-1252",
         "cp1251", "koi8-r", "gbk", "gb2312", "gb18030", "big5", "euc-jp", "euc-kr", "shift_jis", "cp932", "cp949", "utf-8-unix", "utf8-unix", "latin-1-unix"];

    /// <summary>Reads a source as CPython would.</summary>
    public static PythonSourceText Read(ByteSource source)
    {
        var bytes = new byte[(int)Math.Min(source.Length, PythonLimits.SourceBytes)];
        var length = source.Read(0, bytes);
        return Decode(bytes.AsSpan(0, length), source.Length > length);
    }

    /// <inheritdoc cref="Read"/>
    public static PythonSourceText Decode(ReadOnlySpan<byte> bytes, bool isCut = false)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf])) bytes = bytes[3..];
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
            return new((bytes[0] == 0xff ? System.Text.Encoding.Unicode : System.Text.Encoding.BigEndianUnicode).GetString(bytes[2..]), "utf-16", true, isCut);
        var declared = Declared(bytes);
        var isUnusual = declared is not null && !Usual.Contains(declared.ToLowerInvariant().Replace('_', '-')) && !Usual.Contains(declared.ToLowerInvariant());
        // What is not UTF-8 is read byte by byte: every ASCII word in it stays what it is.
        var text = System.Text.Unicode.Utf8.IsValid(bytes) ? System.Text.Encoding.UTF8.GetString(bytes) : System.Text.Encoding.Latin1.GetString(bytes);
        return new(isUnusual ? Unfold(text, declared!) : text, declared, isUnusual, isCut);
    }

    private static string? Declared(ReadOnlySpan<byte> bytes)
    {
        var head = System.Text.Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 1000)]);
        foreach (var line in head.Split('\n').Take(2))
        {
            if (Cookie().Match(line) is { Success: true } match) return match.Groups[1].Value;
            if (line.Trim() is { Length: > 0 } other && other[0] != '#') return null;
        }
        return null;
    }

    /// <summary>The encodings that hide code in comments or in gibberish.</summary>
    private static string Unfold(string text, string encoding)
    {
        var name = encoding.ToLowerInvariant().Replace('_', '-');
        if (name.Contains("escape", StringComparison.Ordinal)) return PythonEscapes.Resolve(text, isBytes: false);
        if (name.Contains("rot", StringComparison.Ordinal)) return new([.. text.Select(Rotate)]);
        return name is "utf-7" or "utf7" or "u7" or "unicode-1-1-utf-7" ? Utf7(text) : text;
    }

    private static char Rotate(char c) =>
        char.IsAsciiLetterLower(c) ? (char)('a' + ((c - 'a' + 13) % 26)) : char.IsAsciiLetterUpper(c) ? (char)('A' + ((c - 'A' + 13) % 26)) : c;

    private static string Utf7(string text) => Shifted().Replace(text, match =>
    {
        if (match.Groups[1].Length == 0) return "+";
        var base64 = match.Groups[1].Value;
        try
        {
            var bytes = Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='));
            return System.Text.Encoding.BigEndianUnicode.GetString(bytes.AsSpan(0, bytes.Length & ~1));
        }
        catch (FormatException)
        {
            return match.Value;
        }
    });

    [GeneratedRegex(@"^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Cookie();

    [GeneratedRegex(@"\+([A-Za-z0-9+/]*)-?", RegexOptions.NonBacktracking)]
    private static partial Regex Shifted();
}
