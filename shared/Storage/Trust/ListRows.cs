using Assay.Domain.Trust;
using Assay.Storage.Sql;

namespace Assay.Storage.Trust;

/// <summary>Columns of lists and entries.</summary>
internal static class ListRows
{
    public const string Columns = "id, name, kind, format, digest, precedence, reason, imported_by, imported_at, expires_at, entries";

    public static TrustedList Read(Row row) => new()
    {
        Id = row.Id(0),
        Name = row.Text(1),
        Kind = row.Enum<ListKind>(2),
        Format = row.Enum<ListFormat>(3),
        Digest = row.Sha256(4),
        Precedence = row.Int(5),
        Reason = row.TextOrNull(6),
        ImportedBy = row.Text(7),
        ImportedAt = row.Time(8),
        ExpiresAt = row.TimeOrNull(9),
        Entries = row.Long(10),
    };

    /// <summary>Digest, path, repository, revision and reason, from a column on.</summary>
    public static ListEntry ReadEntry(Row row, int column) => new(
        row.Sha256(column),
        row.TextOrNull(column + 1),
        row.TextOrNull(column + 2) is { } repository ? new(repository, row.TextOrNull(column + 3)) : null,
        row.TextOrNull(column + 4));
}
