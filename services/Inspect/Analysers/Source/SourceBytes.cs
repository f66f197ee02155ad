using System.Text;
using Assay.Formats;

namespace Assay.Inspect.Analysers.Source;

/// <summary>The text of a source file, bounded.</summary>
internal static class SourceBytes
{
    /// <summary>Scripts and configurations are small; what is larger is data.</summary>
    public const int Max = 16 << 20;

    /// <summary>The text, as UTF-8 where it is that; NUL, which no reader shows, is left out.</summary>
    public static string Read(ByteSource source, out bool isCut, int max = Max)
    {
        var bytes = new byte[(int)Math.Min(source.Length, max)];
        var span = bytes.AsSpan(0, source.Read(0, bytes));
        isCut = source.Length > span.Length;
        if (span.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf])) span = span[3..];
        if (span.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe])) return Encoding.Unicode.GetString(span[2..]);
        if (span.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])) return Encoding.BigEndianUnicode.GetString(span[2..]);
        var text = System.Text.Unicode.Utf8.IsValid(span) ? Encoding.UTF8.GetString(span) : Encoding.Latin1.GetString(span);
        return text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;
    }

    /// <summary>The text that base64 stands for; null where it is none, or too long.</summary>
    public static string? Base64(string text)
    {
        var encoded = text.Trim();
        if (encoded.Length is < 8 or > 4 << 20) return null;
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length) && System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    /// <summary>The byte at which a character stands.</summary>
    public static long OffsetOf(string text, int at) => Encoding.UTF8.GetByteCount(text.AsSpan(0, Math.Clamp(at, 0, text.Length)));
}
