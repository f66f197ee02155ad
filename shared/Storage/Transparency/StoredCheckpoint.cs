using Assay.Storage.Sql;

namespace Assay.Storage.Transparency;

/// <summary>A checkpoint that was signed here.</summary>
/// <param name="Origin">Name of the log.</param>
/// <param name="Size">Entries.</param>
/// <param name="Root">32 bytes.</param>
/// <param name="Note">The signed note.</param>
/// <param name="CreatedAt">When it was signed.</param>
public sealed record StoredCheckpoint(string Origin, long Size, byte[] Root, string Note, DateTimeOffset CreatedAt)
{
    internal const string Columns = "origin, size, root, note, created_at";

    internal static StoredCheckpoint Read(Row row) => new(row.Text(0), row.Long(1), row.Bytes(2), row.Text(3), row.Time(4));
}
