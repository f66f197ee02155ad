using Assay.Domain.Versions;
using Assay.Storage.Sql;

namespace Assay.Storage.Versions;

/// <summary>Versions in the database.</summary>
internal sealed class VersionRepository(IDatabase database) : IVersionRepository
{
    // Unique index versions.id, primary key of version_files. What may be long is sent with the first file only.
    private const string Select = """
        SELECT v.id, v.source, v.name, v.repository_id, v.revision, v.listing_digest,
            CASE WHEN f.ordinal > 0 THEN NULL ELSE v.metadata END, CASE WHEN f.ordinal > 0 THEN NULL ELSE v.notes END, v.resolved_at,
            f.path, f.size, f.state, f.declared_size, f.declared_sha256, f.declared_git_blob, f.sha256, f.git_blob, f.note, f.outline
        FROM versions v LEFT JOIN version_files f ON f.version_id = v.id
        WHERE v.id = @id
        ORDER BY f.ordinal
        """;

    // Index versions_by_hub_name.
    private const string Newest = "SELECT id FROM versions WHERE name = @name AND repository_id IS NOT NULL ORDER BY resolved_at DESC, id DESC LIMIT 4";

    public async Task<ModelVersion?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        ModelVersion? version = null;
        var files = await database.QueryAsync(
            new Statement(Select, ("id", id)),
            row =>
            {
                version ??= ReadVersion(row);
                return row.IsNull(9) ? null : ReadFile(row);
            },
            cancellationToken).ConfigureAwait(false);
        return version is null ? null : version with { Files = [.. files.OfType<VersionFile>()] };
    }

    public async Task<IReadOnlyList<Guid>> NewestAsync(string repository, CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(Newest, ("name", repository)), static row => row.Id(0), cancellationToken).ConfigureAwait(false);

    private static ModelVersion ReadVersion(Row row) => new()
    {
        Id = row.Id(0),
        Source = row.Text(1),
        Name = row.Text(2),
        RepositoryId = row.TextOrNull(3),
        Revision = row.TextOrNull(4),
        ListingDigest = row.Sha256(5),
        Metadata = row.TextOrNull(6),
        Notes = row.IsNull(7) ? [] : row.Json<IReadOnlyList<string>>(7),
        ResolvedAt = row.Time(8),
        Files = [],
    };

    private static VersionFile ReadFile(Row row) => new()
    {
        Path = row.Text(9),
        Size = row.Long(10),
        State = row.Enum<FileState>(11),
        DeclaredSize = row.LongOrNull(12),
        DeclaredSha256 = row.Sha256(13),
        DeclaredGitBlob = row.GitBlob(14),
        Sha256 = row.Sha256(15),
        GitBlob = row.GitBlob(16),
        Note = row.TextOrNull(17),
        Outline = row.Sha256(18),
    };
}
