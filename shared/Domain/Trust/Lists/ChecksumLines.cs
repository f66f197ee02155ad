using System.Buffers;
using System.Text;
using Assay.Contracts.Values;

namespace Assay.Domain.Trust.Lists;

/// <summary>
/// Reads what <c>sha256sum</c> writes: <c>DIGEST  name</c> and <c>DIGEST *name</c> of GNU coreutils, <c>SHA256 (name) = DIGEST</c> of BSD, both with
/// their escaped names, and lines that are a digest alone. Lines of other algorithms are skipped, those of none are wrong.
/// </summary>
public static class ChecksumLines
{
    private const int HexLength = 64;

    /// <summary>Escapes can double a name.</summary>
    private const int MaxLine = 2 * ListPath.MaxLength + 256;

    private static readonly SearchValues<byte> _hexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly int[] _otherLengths = [32, 40, 56, 96, 128];

    /// <summary>All lines that say something, in order. Reads as it is enumerated.</summary>
    public static IEnumerable<ListLine> Read(ReadOnlyMemory<byte> text)
    {
        long number = 0;
        if (text.Span.StartsWith("\uFEFF"u8)) text = text[3..];
        while (!text.IsEmpty)
        {
            number++;
            var end = text.Span.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (ReadLine(number, line.Span) is { } read) yield return read;
        }
    }

    private static ListLine? ReadLine(long number, ReadOnlySpan<byte> line)
    {
        if (line.EndsWith("\r"u8)) line = line[..^1];
        if (line.Trim((byte)' ').IsEmpty || line[0] == '#') return null;
        if (line.Length > MaxLine) return ListLine.Wrong(number, $"longer than {MaxLine} bytes");
        var isEscaped = line[0] == '\\';
        if (isEscaped) line = line[1..];
        return ReadGnu(number, line, isEscaped) ?? ReadBsd(number, line, isEscaped)
            ?? ListLine.Wrong(number, "not a line of sha256sum: expected 64 hexadecimal digits, two spaces and a name, or SHA256 (name) = digits");
    }

    private static ListLine? ReadGnu(long number, ReadOnlySpan<byte> line, bool isEscaped)
    {
        var digits = line.IndexOfAnyExcept(_hexDigits);
        if (digits < 0) digits = line.Length;
        var rest = line[digits..];
        if (rest.Length > 0 && (rest.Length < 3 || rest[0] != ' ' || rest[1] is not ((byte)' ' or (byte)'*'))) return null;
        if (Array.IndexOf(_otherLengths, digits) >= 0) return ListLine.Skipped(number);
        if (digits != HexLength) return null;
        return Entry(number, line[..HexLength], rest.IsEmpty ? default : rest[2..], isEscaped);
    }

    private static ListLine? ReadBsd(long number, ReadOnlySpan<byte> line, bool isEscaped)
    {
        var open = line.IndexOf(" ("u8);
        var close = line.LastIndexOf(") = "u8);
        if (open <= 0 || close < open + 2) return null;
        foreach (var c in line[..open])
        {
            if (!char.IsAsciiLetterOrDigit((char)c) && c is not ((byte)'-' or (byte)'/')) return null;
        }
        var digest = line[(close + 4)..];
        if (!line[..open].SequenceEqual("SHA256"u8)) return ListLine.Skipped(number);
        return digest.Length == HexLength ? Entry(number, digest, line[(open + 2)..close], isEscaped) : null;
    }

    private static ListLine? Entry(long number, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> name, bool isEscaped)
    {
        if (!Sha256Digest.TryParse(Encoding.ASCII.GetString(digest), out var sha256)) return null;
        if (!isEscaped) return ListLine.Of(number, new(sha256, ListPath.Normal(name), null, null));
        return Unescape(name) is { } real
            ? ListLine.Of(number, new(sha256, ListPath.Normal(real), null, null))
            : ListLine.Wrong(number, "a backslash in an escaped name is followed by none of \\, n and r");
    }

    private static byte[]? Unescape(ReadOnlySpan<byte> name)
    {
        var real = new List<byte>(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != '\\')
            {
                real.Add(name[i]);
                continue;
            }
            if (++i == name.Length) return null;
            switch ((char)name[i])
            {
                case '\\': real.Add((byte)'\\'); break;
                case 'n': real.Add((byte)'\n'); break;
                case 'r': real.Add((byte)'\r'); break;
                default: return null;
            }
        }
        return [.. real];
    }
}
