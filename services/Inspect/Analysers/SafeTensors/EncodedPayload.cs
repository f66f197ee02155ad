using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;

namespace Assay.Inspect.Analysers.SafeTensors;

/// <summary>Looks for files that are stored as text: base64 or hexadecimal, as a metadata value that nobody needs would hold them.</summary>
internal static partial class EncodedPayload
{
    /// <summary>Shorter texts hold nothing that does anything.</summary>
    private const int MinLength = 24;

    private const int MaxLength = 1 << 20;
    private const int MaxInflated = 256 * 1024;
    private const int MaxRuns = 256;

    /// <summary>The format of the file that <paramref name="text"/> encodes, where it is one that is loaded or run; null for all else.</summary>
    public static string? Find(string text, CancellationToken cancellationToken)
    {
        if (text.Length is < MinLength or > MaxLength) return null;
        var body = text.AsSpan().Trim();
        var comma = body.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? body.IndexOf(',') : -1;
        if (comma > 0) body = body[(comma + 1)..];
        var format = Dangerous(Latin(text), cancellationToken);
        if (format is not null) return format;
        if (Decode(body) is { } bytes) return Within(bytes, cancellationToken);
        return Base85.Decode(body) is { } packed && Within(packed, cancellationToken) is { } inner ? inner : Runs(text, cancellationToken);
    }

    /// <summary>Values of a structured text, such as JSON: only what begins with a signature counts among them.</summary>
    private static string? Runs(string text, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var match in Base64Run().EnumerateMatches(text))
        {
            if (count++ > MaxRuns) break;
            var run = text.AsSpan(match.Index, match.Length & ~3);
            if (Decode(run) is { Length: > 8 } bytes && (bytes[0] == 0x80 || EmbeddedContent.IsNative(bytes)) && Within(bytes, cancellationToken) is { } format) return format;
        }
        return null;
    }

    // What was compressed before it was encoded is opened once.
    private static string? Within(byte[] bytes, CancellationToken cancellationToken)
    {
        if (Dangerous(bytes, cancellationToken) is { } format) return format;
        if (bytes is not [0x78, 0x01 or 0x5e or 0x9c or 0xda, ..]) return null;
        try
        {
            using var inflated = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
            var content = new byte[MaxInflated];
            return Dangerous(content[..inflated.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)], cancellationToken);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    [GeneratedRegex("[A-Za-z0-9+/_-]{48,}", RegexOptions.CultureInvariant)]
    private static partial Regex Base64Run();

    /// <summary>The format, where it is one that is loaded or run.</summary>
    public static string? Dangerous(byte[]? bytes, CancellationToken cancellationToken)
    {
        if (bytes is not { Length: > 8 }) return null;
        var guess = FileTypeDetector.Detect(new MemoryByteSource(bytes), cancellationToken);
        // Text that could be followed as opcodes is text.
        if (guess.Format == FileFormat.Pickle && bytes[0] != 0x80 && bytes.AsSpan().IndexOf((byte)'\n') < 0) return null;
        return IsDangerous(guess.Format) ? guess.Format : guess.Also.FirstOrDefault(IsDangerous);
    }

    public static bool IsDangerous(string format) =>
        format is FileFormat.Pickle or FileFormat.Executable or FileFormat.Zip or FileFormat.TorchZip or FileFormat.PythonBytecode or FileFormat.SevenZip
            or FileFormat.Rar or FileFormat.Tar or FileFormat.Gzip or FileFormat.Bzip2 or FileFormat.Xz or FileFormat.Zstd;

    private static byte[]? Latin(string text)
    {
        foreach (var c in text)
        {
            if (c > 0xff) return null;
        }
        return Encoding.Latin1.GetBytes(text);
    }

    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        var compact = new StringBuilder(text.Length);
        var hex = true;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c)) continue;
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/' or '=' or '-' or '_')) return null;
            hex &= char.IsAsciiHexDigit(c);
            compact.Append(c is '-' ? '+' : c is '_' ? '/' : c);
        }
        try
        {
            if (hex && compact.Length % 2 == 0) return Convert.FromHexString(compact.ToString());
            var body = compact.ToString().TrimEnd('=');
            return body.Length % 4 == 1 ? null : Convert.FromBase64String(body.PadRight((body.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
