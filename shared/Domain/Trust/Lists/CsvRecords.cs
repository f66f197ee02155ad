using System.Text;

namespace Assay.Domain.Trust.Lists;

/// <summary>Splits comma-separated values (RFC 4180) into records; comma, semicolon or tab, whichever the first line has.</summary>
internal static class CsvRecords
{
    /// <summary>Columns beyond are no list of digests.</summary>
    public const int MaxFields = 64;

    /// <summary>Characters of one field.</summary>
    public const int MaxField = 8192;

    /// <summary>Records with the line that each begins on. A null field list is a record that is broken or exceeds a limit; reading ends there.</summary>
    public static IEnumerable<(long Line, IReadOnlyList<string>? Fields)> Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var separator = Separator(bytes.Span);
        long line = 1;
        while (!bytes.IsEmpty)
        {
            var begin = line;
            var fields = new List<string>();
            if (!TryRecord(ref bytes, separator, fields, ref line))
            {
                yield return (begin, null);
                yield break;
            }
            if (fields.Count > 1 || fields[0].Length > 0) yield return (begin, fields);
        }
    }

    private static byte Separator(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var first = end < 0 ? bytes : bytes[..end];
        if (first.Contains((byte)',')) return (byte)',';
        if (first.Contains((byte)';')) return (byte)';';
        return first.Contains((byte)'\t') ? (byte)'\t' : (byte)',';
    }

    private static bool TryRecord(ref ReadOnlyMemory<byte> bytes, byte separator, List<string> fields, ref long line)
    {
        while (true)
        {
            if (fields.Count == MaxFields || !TryField(ref bytes, separator, fields, ref line)) return false;
            if (bytes.IsEmpty) return true;
            var next = bytes.Span[0];
            bytes = bytes[1..];
            if (next == separator) continue;
            line++;
            return true;
        }
    }

    /// <summary>Takes a field; what is left begins with the separator or a line feed, or is empty.</summary>
    private static bool TryField(ref ReadOnlyMemory<byte> bytes, byte separator, List<string> fields, ref long line)
    {
        var span = bytes.Span;
        if (span.IsEmpty || span[0] != '"')
        {
            var end = span.IndexOfAny(separator, (byte)'\n');
            var plain = end < 0 ? span : span[..end];
            bytes = bytes[plain.Length..];
            if (plain.EndsWith("\r"u8)) plain = plain[..^1];
            if (plain.Length > MaxField) return false;
            fields.Add(Encoding.UTF8.GetString(plain).Trim());
            return true;
        }
        var text = new List<byte>();
        for (var i = 1; i < span.Length; i++)
        {
            if (text.Count > MaxField) return false;
            if (span[i] == '\n') line++;
            if (span[i] != '"') text.Add(span[i]);
            else if (i + 1 < span.Length && span[i + 1] == '"') text.Add(span[i++]);
            else
            {
                i++;
                if (i < span.Length && span[i] == '\r') i++;
                if (i < span.Length && span[i] != separator && span[i] != '\n') return false;
                bytes = bytes[i..];
                fields.Add(Encoding.UTF8.GetString([.. text]));
                return true;
            }
        }
        return false;
    }
}
