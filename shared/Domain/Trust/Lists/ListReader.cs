using System.Text;

namespace Assay.Domain.Trust.Lists;

/// <summary>Reads a list in any known format.</summary>
public static class ListReader
{
    /// <summary>Bytes of a list: five million lines of <c>sha256sum</c>.</summary>
    public const int MaxBytes = 512 << 20;

    /// <summary>Entries of a list.</summary>
    public const int MaxEntries = 5_000_000;

    /// <summary>Problems that are told before the rest is counted.</summary>
    private const int MaxProblems = 10;

    /// <summary>Looks through a whole list before anything of it is kept: a list with a single wrong line is refused, since nobody knows what it would have said.</summary>
    public static ListReading Check(ReadOnlyMemory<byte> bytes, ListFormat format)
    {
        if (format == ListFormat.Auto) format = Guess(bytes.Span);
        if (bytes.Length > MaxBytes) return new(format, 0, 0, [$"the list is larger than {MaxBytes} bytes: split it"]);
        long entries = 0, skipped = 0, wrong = 0;
        var problems = new List<string>();
        foreach (var line in Lines(bytes, format))
        {
            if (line.Entry is not null) entries++;
            else if (line.Problem is null) skipped++;
            else if (++wrong <= MaxProblems) problems.Add($"{(format == ListFormat.Cyclonedx ? "component" : "line")} {line.Number}: {line.Problem}");
            if (entries <= MaxEntries) continue;
            problems.Add($"the list has more than {MaxEntries} entries: split it");
            break;
        }
        if (wrong > MaxProblems) problems.Add($"and {wrong - MaxProblems} more");
        if (entries == 0 && problems.Count == 0)
            problems.Add(skipped > 0 ? "the list names no SHA-256, only other digests" : "the list is empty");
        return new(format, entries, skipped, problems);
    }

    /// <summary>The entries of a list that <see cref="Check"/> found nothing wrong with; read as they are enumerated.</summary>
    /// <param name="bytes">The list.</param>
    /// <param name="format">As <see cref="ListReading.Format"/> says.</param>
    /// <param name="scope">The model of entries that name none; null for none.</param>
    public static IEnumerable<ListEntry> Entries(ReadOnlyMemory<byte> bytes, ListFormat format, ModelScope? scope) =>
        Lines(bytes, format).Where(line => line.Entry is not null).Select(line => line.Entry!.Scope is null ? line.Entry with { Scope = scope } : line.Entry);

    private static IEnumerable<ListLine> Lines(ReadOnlyMemory<byte> bytes, ListFormat format) => format switch
    {
        ListFormat.Csv => CsvList.Read(bytes),
        ListFormat.Cyclonedx => CycloneDxList.Read(bytes),
        _ => ChecksumLines.Read(bytes),
    };

    /// <summary>An object is CycloneDX; a first line as sha256sum writes it is that; everything else has columns.</summary>
    private static ListFormat Guess(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var text = bytes.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("{"u8)) return ListFormat.Cyclonedx;
        var first = ChecksumLines.Read(Encoding.UTF8.GetBytes(FirstLine(text))).FirstOrDefault();
        return first.Number > 0 && first.Problem is null ? ListFormat.Sha256sums : ListFormat.Csv;
    }

    private static string FirstLine(ReadOnlySpan<byte> text)
    {
        while (text.StartsWith("#"u8) && text.IndexOf((byte)'\n') is >= 0 and var next) text = text[(next + 1)..].TrimStart(" \t\r\n"u8);
        var end = text.IndexOf((byte)'\n');
        return Encoding.UTF8.GetString(text[..Math.Min(end < 0 ? text.Length : end, 64 << 10)]);
    }
}
