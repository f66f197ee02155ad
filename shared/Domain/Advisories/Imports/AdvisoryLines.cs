namespace Assay.Domain.Advisories.Imports;

/// <summary>Splits a file into records, one a line; empty lines are passed over.</summary>
public static class AdvisoryLines
{
    /// <summary>Records of one file.</summary>
    public const int MaxLines = 100_000;

    public static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> file)
    {
        for (var lines = 0; !file.IsEmpty && lines < MaxLines;)
        {
            var end = file.Span.IndexOf((byte)'\n');
            var line = Trim(end < 0 ? file : file[..end]);
            file = end < 0 ? default : file[(end + 1)..];
            if (line.IsEmpty) continue;
            lines++;
            yield return line;
        }
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line)
    {
        while (!line.IsEmpty && line.Span[^1] is (byte)'\r' or (byte)' ' or (byte)'\t') line = line[..^1];
        return line;
    }
}
