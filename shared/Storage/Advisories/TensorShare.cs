using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Storage.Sql;

namespace Assay.Storage.Advisories;

/// <summary>How much of a file's tensors a version holds.</summary>
internal static class TensorShare
{
    // Primary keys of tensors and version_files.
    private const string Sum = """
        SELECT CAST(COALESCE(sum(x.size), 0) AS bigint), CAST(COALESCE(sum(CASE WHEN EXISTS (
            SELECT 1 FROM version_files f JOIN tensors b ON b.artifact = f.sha256 AND b.digest = x.digest WHERE f.version_id = @version AND f.sha256 IS NOT NULL
        ) THEN x.size ELSE 0 END), 0) AS bigint)
        FROM tensors x WHERE x.artifact = @artifact AND x.kind = 0
        """;

    public static async Task<HeldTensors> OfAsync(IDatabase database, Sha256Digest artifact, Guid version, string path, CancellationToken cancellationToken)
    {
        var statement = new Statement(Sum, ("version", version), ("artifact", artifact));
        var (total, held) = (await database.QueryAsync(statement, static row => (row.Long(0), row.Long(1)), cancellationToken).ConfigureAwait(false))[0];
        return new(artifact, path, held, total);
    }
}
