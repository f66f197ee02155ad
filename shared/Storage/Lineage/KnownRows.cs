using Assay.Contracts.Values;
using Assay.Domain.Lineage;
using Assay.Storage.Sql;

namespace Assay.Storage.Lineage;

/// <summary>Columns of versions and tensors, and what they are read into.</summary>
internal static class KnownRows
{
    /// <summary>Columns of a version that is called <c>v</c>.</summary>
    public const string Model = "v.id, v.source, v.name, v.repository_id, v.revision, v.resolved_at";

    /// <summary>How many those are.</summary>
    public const int Count = 6;

    public static KnownModel Read(Row row) => new(row.Id(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.TextOrNull(4), row.Time(5));

    public static StoredTensor Tensor(Row row, int at) =>
        new(row.Sha256(at), row.Text(at + 1), row.Text(at + 2), row.Text(at + 3), row.Long(at + 4), row.Int(at + 5));

    public static byte[] Bytes(Sha256Digest digest) => Convert.FromHexString(digest.Hex);
}
