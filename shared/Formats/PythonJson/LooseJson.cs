using System.Text;

namespace Assay.Formats.PythonJson;

/// <summary>
/// Reads JSON as Python does, and as far as it goes: NaN and Infinity, UTF-16 and UTF-32, names that repeat; a document that is cut off or damaged yields
/// what stands before the damage.
/// </summary>
public static class LooseJson
{
    /// <summary>Larger documents are not read; a model's description has at most a few megabytes.</summary>
    public const int MaxBytes = 48 << 20;

    /// <summary>Reads a document of at most <see cref="MaxBytes"/>.</summary>
    public static LooseJsonDocument Read(ReadOnlySpan<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length > MaxBytes) return new(null, "it is larger than is read", 0);
        return Read(Decode(bytes), cancellationToken);
    }

    /// <summary>Reads a document that is text already.</summary>
    public static LooseJsonDocument Read(string text, CancellationToken cancellationToken) => new LooseJsonParser(text, cancellationToken).Run();

    /// <summary>True where the first bytes may begin an object or an array in one of the encodings that Python guesses.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> head)
    {
        var text = Decode(head[..Math.Min(head.Length, 256)]).AsSpan().TrimStart();
        return text.Length > 0 && text[0] is '{' or '[';
    }

    // As json.detect_encoding: by the byte order mark, then by where the zeros of the first characters are.
    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe, 0, 0])) return Encoding.UTF32.GetString(bytes[4..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xfe, 0xff])) return Utf32Big.GetString(bytes[4..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe])) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf])) return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.Length >= 4 && bytes[0] == 0) return bytes[1] == 0 ? Utf32Big.GetString(bytes) : Encoding.BigEndianUnicode.GetString(bytes);
        if (bytes.Length >= 4 && bytes[1] == 0) return bytes[2] == 0 && bytes[3] == 0 ? Encoding.UTF32.GetString(bytes) : Encoding.Unicode.GetString(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private static Encoding Utf32Big { get; } = new UTF32Encoding(bigEndian: true, byteOrderMark: false);
}
