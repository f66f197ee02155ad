using Assay.Storage.Sql;

namespace Assay.Storage.Versions;

/// <summary>File stamps in the database, keyed by the digest of the path.</summary>
internal sealed class FileStamps(IDatabase database) : IFileStamps
{
    private const int PathsPerQuery = 1000;

    // Primary key of file_stamps.
    private const string Upsert = """
        INSERT INTO file_stamps (path, identity, sha256, git_blob) VALUES (@path, @identity, @sha256, @git_blob)
        ON CONFLICT (path) DO UPDATE SET identity = excluded.identity, sha256 = excluded.sha256, git_blob = excluded.git_blob
        """;

    public async Task<IReadOnlyDictionary<string, FileStamp>> ReadAsync(IReadOnlyCollection<string> fullPaths, CancellationToken cancellationToken)
    {
        var stamps = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
        foreach (var chunk in fullPaths.Distinct(StringComparer.Ordinal).Chunk(PathsPerQuery))
        {
            var byKey = chunk.ToDictionary(path => Convert.ToHexString(ContentKey.Of(path)), StringComparer.Ordinal);
            var (condition, arguments) = database.Dialect.IsAnyOf("path", [.. byKey.Keys.Select(Convert.FromHexString)]);
            // Primary key of file_stamps.
            var sql = $"SELECT path, identity, sha256, git_blob FROM file_stamps WHERE {condition}";
            var rows = await database.QueryAsync(
                new Statement(sql, arguments),
                static row => (Key: Convert.ToHexString(row.Bytes(0)), Stamp: new FileStamp(row.Text(1), row.Sha256(2), row.GitBlob(3))),
                cancellationToken).ConfigureAwait(false);
            foreach (var (key, stamp) in rows) stamps[byKey[key]] = stamp;
        }
        return stamps;
    }

    public Task WriteAsync(IReadOnlyDictionary<string, FileStamp> stamps, CancellationToken cancellationToken) => database.ChangeAsync(
        [
            .. stamps.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new Statement(
                Upsert,
                ("path", ContentKey.Of(s.Key)),
                ("identity", s.Value.Identity),
                ("sha256", s.Value.Sha256),
                ("git_blob", s.Value.GitBlob))),
        ],
        static _ => true,
        cancellationToken);
}
