using Assay.Contracts.Values;
using Assay.Storage.Sql;

namespace Assay.Storage.Versions;

/// <summary>Files of known versions in the database.</summary>
internal sealed class KnownFiles(IDatabase database) : IKnownFiles
{
    private const int DigestsPerQuery = 1000;

    // Index versions_by_hub_name.
    private const string Exists = "SELECT id FROM versions WHERE name = @name AND repository_id IS NOT NULL LIMIT 1";

    public async Task<IReadOnlySet<(string Path, Sha256Digest Sha256)>> ReadAsync(
        string repository, IReadOnlyCollection<Sha256Digest> digests, CancellationToken cancellationToken)
    {
        var found = new HashSet<(string Path, Sha256Digest Sha256)>();
        var exists = await database.QueryAsync(new Statement(Exists, ("name", repository)), static row => row.Id(0), cancellationToken).ConfigureAwait(false);
        if (exists.Count == 0) return found;
        foreach (var chunk in digests.Where(d => !d.IsEmpty).Distinct().Chunk(DigestsPerQuery))
        {
            var (condition, arguments) = database.Dialect.IsAnyOf("f.sha256", [.. chunk.Select(d => Convert.FromHexString(d.Hex))]);
            // Index versions_by_hub_name, primary key of version_files.
            var sql = $"""
                SELECT DISTINCT f.path, f.sha256 FROM versions v JOIN version_files f ON f.version_id = v.id
                WHERE v.name = @name AND v.repository_id IS NOT NULL AND {condition} AND (f.declared_sha256 = f.sha256 OR f.declared_git_blob = f.git_blob)
                """;
            found.UnionWith(await database.QueryAsync(
                new Statement(sql, [("name", repository), .. arguments]), static row => (row.Text(0), row.Sha256(1)), cancellationToken).ConfigureAwait(false));
        }
        return found;
    }
}
