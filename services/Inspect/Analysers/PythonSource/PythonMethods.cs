using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>Works out calls on known texts: what string methods, decoders and the functions that make characters give. Null where that is not known.</summary>
internal static class PythonMethods
{
    private const int MaxExpanded = 8 << 20;

    /// <summary>A method of a text, bytes or list.</summary>
    public static PythonValue? OfValue(PythonValue of, string method, PythonArguments arguments)
    {
        var first = arguments.At(0);
        if (method == "join" && of.IsText && first is not null)
        {
            var parts = PythonFold.Elements(first);
            if (parts is null) return PythonValue.OfText(PythonValue.Hole.ToString()).With(first.Deep());
            return PythonFold.Join(parts.SelectMany((p, i) => i == 0 || of.Text.Length == 0 ? [p] : new[] { of, p })) with { Kind = of.Kind };
        }
        if (!of.IsText) return null;
        if (method == "format") return Format(of.Text, arguments).With(of.Taint | arguments.Taint);
        if (method is "strip" or "rstrip" or "lstrip" or "lower" or "upper" or "encode" or "decode" or "replace" && !of.IsWhole && method is not "replace") return of;
        if (!of.IsWhole) return method is "replace" ? of : null;
        var text = of.Text;
        return method switch
        {
            "lower" or "casefold" => of with { Text = text.ToLowerInvariant() },
            "upper" => of with { Text = text.ToUpperInvariant() },
            "swapcase" => of with { Text = new([.. text.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c))]) },
            "title" => of with { Text = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text) },
            "capitalize" when text.Length > 0 => of with { Text = char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant() },
            "strip" => of with { Text = first is { IsWhole: true } ? text.Trim(first.Text.ToCharArray()) : text.Trim() },
            "lstrip" => of with { Text = first is { IsWhole: true } ? text.TrimStart(first.Text.ToCharArray()) : text.TrimStart() },
            "rstrip" => of with { Text = first is { IsWhole: true } ? text.TrimEnd(first.Text.ToCharArray()) : text.TrimEnd() },
            "removeprefix" when first is { IsWhole: true } => of with { Text = text.StartsWith(first.Text, StringComparison.Ordinal) ? text[first.Text.Length..] : text },
            "removesuffix" when first is { IsWhole: true } => of with { Text = text.EndsWith(first.Text, StringComparison.Ordinal) ? text[..^first.Text.Length] : text },
            "replace" when first is { IsWhole: true, Text.Length: > 0 } && arguments.At(1) is { IsWhole: true } to => of with { Text = Cut(text.Replace(first.Text, to.Text, StringComparison.Ordinal)) },
            "split" or "rsplit" when text.Length <= 1 << 20 => PythonValue.OfList([.. (first is { IsWhole: true, Text.Length: > 0 } ? text.Split(first.Text) : text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Take(100_000).Select(p => of with { Text = p })]),
            "splitlines" when text.Length <= 1 << 20 => PythonValue.OfList([.. text.Split('\n').Take(100_000).Select(p => of with { Text = p.TrimEnd('\r') })]),
            "encode" => first is { IsWhole: true } && Decode(of, first.Text) is { } coded ? coded : of with { Kind = PythonValueKind.Bytes, Text = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)) },
            "decode" when of.Kind == PythonValueKind.Text || (first is { IsWhole: true } && IsTransform(first.Text)) => Decode(of, first?.Text ?? "") ?? of,
            "decode" => PythonValue.OfText(Text(text, first?.Text)).With(of.Taint),
            "hex" => PythonValue.OfText(Convert.ToHexStringLower(Encoding.Latin1.GetBytes(text))).With(of.Taint),
            "translate" => PythonValue.OfTaint(of.Taint | PythonTaint.Decoded),
            "tobytes" or "copy" => of,
            _ => null,
        };
    }

    private static string Text(string bytes, string? encoding)
    {
        var raw = Encoding.Latin1.GetBytes(bytes);
        var name = encoding?.ToLowerInvariant().Replace('_', '-') ?? "utf-8";
        if (name.StartsWith("utf-16", StringComparison.Ordinal)) return (name.EndsWith("be", StringComparison.Ordinal) ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(raw).TrimStart('\ufeff');
        if (name.StartsWith("utf-32", StringComparison.Ordinal)) return Encoding.UTF32.GetString(raw).TrimStart('\ufeff');
        if (name.Contains("escape", StringComparison.Ordinal)) return Formats.PythonSource.PythonSourceText.Decode(Encoding.Latin1.GetBytes("# coding: unicode_escape\n" + bytes)).Text[25..];
        return System.Text.Unicode.Utf8.IsValid(raw) ? Encoding.UTF8.GetString(raw) : bytes;
    }

    private static string Cut(string text) => text.Length > PythonFold.MaxText ? text[..PythonFold.MaxText] : text;

    private static PythonValue Format(string format, PythonArguments arguments)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length && text.Length < PythonFold.MaxText; i++)
        {
            var c = format[i];
            if (c is not ('{' or '}')) text.Append(c);
            else if (i + 1 < format.Length && format[i + 1] == c) text.Append(format[i++]);
            else if (c == '{')
            {
                var end = format.IndexOf('}', i);
                if (end < 0) break;
                var field = format[(i + 1)..end].Split(':', '!')[0];
                var value = field.Length == 0 ? arguments.At(next++) : int.TryParse(field, CultureInfo.InvariantCulture, out var index) ? arguments.At(index) : arguments.At(-1, field);
                text.Append(value is null ? PythonValue.Hole.ToString() : format[(i + 1)..end].EndsWith(":c", StringComparison.Ordinal) && value.Kind == PythonValueKind.Number ? ((char)value.Number).ToString() : PythonFold.Printed(value));
                i = end;
            }
        }
        return PythonValue.OfText(text.ToString());
    }

    /// <summary>A function that makes or decodes text.</summary>
    public static PythonValue? OfFunction(string path, PythonArguments arguments)
    {
        var first = arguments.At(0, "s", "data", "obj", "string", "b");
        if (first is null) return path is "builtins.str" or "builtins.bytes" ? PythonValue.OfText("") : null;
        switch (path)
        {
            case "builtins.chr" or "builtins.unichr": return first.Kind == PythonValueKind.Number && first.Number is >= 0 and <= 0x10ffff ? PythonValue.OfText(Character((int)first.Number)).With(PythonTaint.Decoded) : Hole(first.Deep() | PythonTaint.Decoded);
            case "builtins.ord": return first is { IsWhole: true, Text.Length: > 0 } ? PythonValue.OfNumber(Rune.TryGetRuneAt(first.Text, 0, out var rune) ? rune.Value : first.Text[0]) : null;
            case "builtins.len": return first.IsWhole ? PythonValue.OfNumber(first.Text.Length) : first.Kind == PythonValueKind.List ? PythonValue.OfNumber(first.Items.Count) : null;
            case "builtins.str" or "builtins.repr" or "builtins.ascii" or "os.fspath" or "os.fsdecode" or "builtins.format": return AsText(first);
            case "builtins.int": return Integer(first, arguments);
            case "builtins.hex": return first.Kind == PythonValueKind.Number ? PythonValue.OfText("0x" + first.Number.ToString("x", CultureInfo.InvariantCulture)) : null;
            case "builtins.list" or "builtins.tuple" or "builtins.iter" or "builtins.sorted" or "builtins.set": return PythonFold.Elements(first) is { } items ? PythonValue.OfList(items).With(first.Taint) : null;
            case "builtins.reversed": return PythonFold.Elements(first) is { } all ? PythonValue.OfList([.. all.Reverse()]) : null;
            case "builtins.range": return Range(arguments);
            case "builtins.enumerate": return PythonFold.Elements(first) is { } listed ? PythonValue.OfList([.. listed.Select((v, i) => PythonValue.OfList([PythonValue.OfNumber(i), v]))]) : null;
            case "builtins.zip": return Zipped(arguments);
            case "builtins.bytes" or "builtins.bytearray" or "array.array" or "builtins.memoryview": return Bytes(arguments);
            case "os.path.expanduser" or "os.path.abspath" or "os.path.realpath" or "os.path.expandvars" or "os.path.normpath" or "pathlib.Path().expanduser": return first.IsText ? first : null;
            case "os.path.join": return arguments.Positional.All(a => PythonPaths.TextOf(a) is null) ? null : Path(arguments);
            case "shlex.split": return first.IsText ? PythonValue.OfList([.. first.Text.Split(' ').Select(w => PythonValue.OfText(w.Trim('"', '\'')).With(first.Taint))]) : null;
            case "shlex.quote" or "shlex.join" or "textwrap.dedent" or "inspect.cleandoc" or "sys.intern": return first;
        }
        return Decoder(path) is { } coding ? first.IsWhole ? Decode(first, coding == "codecs" ? arguments.At(1, "encoding")?.Text ?? "" : coding) ?? PythonValue.OfTaint(first.Taint | PythonTaint.Decoded)
            : Hole(first.Deep() | PythonTaint.Decoded) : null;
    }

    private static PythonValue AsText(PythonValue value)
    {
        if (value.IsText) return value with { Kind = PythonValueKind.Text };
        return PythonValue.OfText(PythonPaths.TextOf(value) ?? PythonFold.Printed(value)).With(value.Deep());
    }

    private static PythonValue? Integer(PythonValue value, PythonArguments arguments)
    {
        if (value.Kind == PythonValueKind.Number) return value;
        if (!value.IsWhole) return null;
        var radix = (int)Math.Clamp(arguments.At(1, "base")?.Number ?? 10, 2, 36);
        return PythonFold.Whole(value.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? value.Text[2..] : value.Text, radix);
    }

    private static PythonValue Hole(PythonTaint taint) => PythonValue.OfText(PythonValue.Hole.ToString()).With(taint);

    private static string Character(int value) => value is >= 0xd800 and <= 0xdfff ? ((char)value).ToString() : char.ConvertFromUtf32(value);

    private static PythonValue Path(PythonArguments arguments)
    {
        var text = "";
        foreach (var part in arguments.Positional)
        {
            var piece = PythonPaths.TextOf(part) ?? PythonValue.Hole.ToString();
            text = piece.StartsWith('/') || text.Length == 0 ? piece : text.TrimEnd('/') + "/" + piece;
        }
        return PythonValue.OfText(text).With(arguments.Taint);
    }

    private static PythonValue? Range(PythonArguments arguments)
    {
        var bounds = arguments.Positional;
        if (bounds.Any(b => b.Kind != PythonValueKind.Number)) return null;
        var (from, to, step) = bounds.Count == 1 ? (0, bounds[0].Number, 1) : (bounds[0].Number, bounds[1].Number, bounds.Count > 2 ? bounds[2].Number : 1);
        if (step == 0 || Math.Abs((to - from) / step) > 10_000) return null;
        var items = new List<PythonValue>();
        for (var i = from; step > 0 ? i < to : i > to; i += step) items.Add(PythonValue.OfNumber(i));
        return PythonValue.OfList(items);
    }

    private static PythonValue? Zipped(PythonArguments arguments)
    {
        var lists = arguments.Positional.Select(PythonFold.Elements).ToList();
        if (lists.Count == 0 || lists.Exists(l => l is null)) return null;
        return PythonValue.OfList([.. Enumerable.Range(0, Math.Min(100_000, lists.Min(l => l!.Count))).Select(i => PythonValue.OfList([.. lists.Select(l => l![i])]))]);
    }

    private static PythonValue? Bytes(PythonArguments arguments)
    {
        var value = arguments.Positional[^1].Kind == PythonValueKind.List ? arguments.Positional[^1] : arguments.Positional[0];
        if (value.IsText) return value.Kind == PythonValueKind.Bytes ? value : value with { Kind = PythonValueKind.Bytes };
        if (value.Kind != PythonValueKind.List || value.Items.Any(i => i.Kind != PythonValueKind.Number || i.Number is < 0 or > 255)) return value.Deep() == PythonTaint.None ? null : PythonValue.OfTaint(value.Deep());
        return PythonValue.OfBytes(new([.. value.Items.Select(i => (char)i.Number)])).With(PythonTaint.Decoded);
    }

    private static string? Decoder(string path) => path switch
    {
        "base64.b64decode" or "base64.standard_b64decode" or "base64.urlsafe_b64decode" or "base64.decodebytes" or "base64.decodestring" or "binascii.a2b_base64" => "base64",
        "base64.b32decode" or "base64.b85decode" or "base64.a85decode" or "base64.b32hexdecode" or "base64.z85decode" or "binascii.a2b_uu" or "binascii.a2b_qp" or "quopri.decodestring" => "other",
        "base64.b16decode" or "binascii.unhexlify" or "binascii.a2b_hex" or "builtins.bytes.fromhex" or "builtins.bytearray.fromhex" => "hex",
        "zlib.decompress" or "zlib.decompressobj().decompress" => "zlib",
        "gzip.decompress" => "gzip",
        "bz2.decompress" or "lzma.decompress" or "brotli.decompress" or "lz4.frame.decompress" or "zstandard.ZstdDecompressor().decompress" or "compression.zstd.decompress" => "other",
        "codecs.decode" or "codecs.encode" => "codecs",
        "urllib.parse.unquote" or "urllib.parse.unquote_plus" or "urllib.unquote" => "percent",
        "html.unescape" => "html",
        _ when path.Contains("Fernet().decrypt", StringComparison.Ordinal) || path.Contains(".AES.new().decrypt", StringComparison.Ordinal) || path.Contains("ARC4.new().decrypt", StringComparison.Ordinal)
            || path.EndsWith(".decryptor().update", StringComparison.Ordinal) || path.Contains("rsa.decrypt", StringComparison.Ordinal) => "other",
        _ => null,
    };

    private static bool IsTransform(string encoding) => encoding.Replace('-', '_') is "hex" or "hex_codec" or "base64" or "base64_codec" or "rot13" or "rot_13" or "zip" or "zlib" or "zlib_codec" or "bz2" or "uu";

    private static PythonValue? Decode(PythonValue value, string coding)
    {
        try
        {
            var result = coding.Replace('-', '_').ToLowerInvariant() switch
            {
                "base64" or "base64_codec" => Convert.FromBase64String(Padded(value.Text)),
                "hex" or "hex_codec" => Convert.FromHexString(value.Text.Replace(" ", "", StringComparison.Ordinal)),
                "zlib" or "zlib_codec" or "zip" => Expand(s => new ZLibStream(s, CompressionMode.Decompress), value.Text),
                "gzip" => Expand(s => new GZipStream(s, CompressionMode.Decompress), value.Text),
                "percent" => Encoding.UTF8.GetBytes(Uri.UnescapeDataString(value.Text)),
                "html" => Encoding.UTF8.GetBytes(System.Net.WebUtility.HtmlDecode(value.Text)),
                "rot13" or "rot_13" => Encoding.UTF8.GetBytes(string.Concat(value.Text.Select(c => char.IsAsciiLetterLower(c) ? (char)('a' + ((c - 'a' + 13) % 26)) : char.IsAsciiLetterUpper(c) ? (char)('A' + ((c - 'A' + 13) % 26)) : c))),
                _ => null,
            };
            if (result is null) return null;
            var isText = coding is "percent" or "html" || coding.StartsWith("rot", StringComparison.OrdinalIgnoreCase);
            return (isText ? PythonValue.OfText(Encoding.UTF8.GetString(result)) : PythonValue.OfBytes(Encoding.Latin1.GetString(result))).With(value.Taint | PythonTaint.Decoded);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static string Padded(string text)
    {
        var clean = new string([.. text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_').Select(c => c switch { '-' => '+', '_' => '/', _ => c })]);
        return clean.Length % 4 == 1 ? clean[..^1] : clean.PadRight((clean.Length + 3) / 4 * 4, '=');
    }

    private static byte[]? Expand(Func<Stream, Stream> open, string bytes)
    {
        using var source = new MemoryStream(Encoding.Latin1.GetBytes(bytes));
        using var stream = open(source);
        var buffer = new byte[MaxExpanded];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return buffer[..length];
    }
}
