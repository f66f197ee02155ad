using Assay.Contracts.Values;
using Assay.Domain.Versions;

namespace Assay.Domain.Trust.Lists;

/// <summary>Reads a list from a table with a column of SHA-256 digests.</summary>
public static class CsvList
{
    /// <summary>All records, in order. Reads as it is enumerated.</summary>
    public static IEnumerable<ListLine> Read(ReadOnlyMemory<byte> text)
    {
        CsvColumns? columns = null;
        foreach (var (line, fields) in CsvRecords.Read(text))
        {
            if (fields is null)
            {
                yield return ListLine.Wrong(line, $"a quote is not closed, a field exceeds {CsvRecords.MaxField} bytes or a record {CsvRecords.MaxFields} fields");
                yield break;
            }
            if (fields[0].StartsWith('#')) continue;
            if (columns is null)
            {
                columns = CsvColumns.Of(fields);
                if (columns is null)
                {
                    yield return ListLine.Wrong(line, "no column of SHA-256 digests: name one sha256 in the first line, or put 64 hexadecimal digits there");
                    yield break;
                }
                if (columns.IsHeader) continue;
            }
            yield return Record(line, fields, columns);
        }
    }

    private static ListLine Record(long line, IReadOnlyList<string> fields, CsvColumns columns)
    {
        string? At(int column) => column >= 0 && column < fields.Count && fields[column].Length > 0 ? fields[column] : null;

        var digest = At(columns.Sha256);
        if (digest is not null && digest.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase)) digest = digest["sha256:".Length..];
        if (!Sha256Digest.TryParse(digest, out var sha256)) return ListLine.Wrong(line, $"column {columns.Sha256 + 1} does not hold 64 hexadecimal digits");
        ModelScope? scope = null;
        if (At(columns.Purl) is { } purl) scope = PackageUrl.ScopeOf(purl);
        if (scope is null && At(columns.Repository) is { } repository)
        {
            scope = ModelScope.Parse(At(columns.Revision) is { } revision ? $"{repository}@{revision}" : repository);
            if (scope is null) return ListLine.Wrong(line, "the repository is neither org/name nor a full path");
        }
        var path = At(columns.Path);
        return path?.Length > ListPath.MaxLength
            ? ListLine.Wrong(line, $"the path is longer than {ListPath.MaxLength} characters")
            : ListLine.Of(line, new(sha256, path is null ? null : ListPath.Normal(path), scope, At(columns.Reason)));
    }
}
