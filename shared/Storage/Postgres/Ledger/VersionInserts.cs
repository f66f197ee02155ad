using Assay.Domain.Scans;
using Assay.Domain.Versions;
using Assay.Storage.Sql;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>The part of a statement that writes a version with its files, unless it is known, and names it to the guard's scan.</summary>
internal static class VersionInserts
{
    // Unique index versions.key. A version that another transaction wrote meanwhile is found by its conflict.
    public const string Clauses = """
        known AS (SELECT id FROM versions WHERE key = @version_key),
        stored AS (
            INSERT INTO versions (id, key, source, name, repository_id, revision, listing_digest, metadata, notes, resolved_at)
            SELECT @version, @version_key, @source, @name, @repository::text, @revision::text, @listing, @metadata::text, @notes::text, @resolved
            FROM done WHERE NOT EXISTS (SELECT 1 FROM known)
            ON CONFLICT (key) DO UPDATE SET key = excluded.key
            RETURNING id),
        files AS (
            INSERT INTO version_files (version_id, ordinal, path, size, state, declared_size, declared_sha256, declared_git_blob, sha256, git_blob, outline, note)
            SELECT stored.id, f.ordinal - 1, f.path, f.size, f.state, f.declared_size, f.declared_sha256, f.declared_git_blob, f.sha256, f.git_blob, f.outline, f.note
            FROM stored, unnest(@file_paths::text[], @file_sizes::bigint[], @file_states::smallint[], @file_declared_sizes::bigint[],
                    @file_declared_sha256::bytea[], @file_declared_git_blobs::bytea[], @file_sha256::bytea[], @file_git_blobs::bytea[],
                    @file_outlines::bytea[], @file_notes::text[])
                WITH ORDINALITY AS f (path, size, state, declared_size, declared_sha256, declared_git_blob, sha256, git_blob, outline, note, ordinal)
            WHERE stored.id = @version),
        resolved AS (
            UPDATE scans SET version_id = COALESCE((SELECT id FROM stored), (SELECT id FROM known)), bases = @bases::text FROM done WHERE scans.id = done.scan_id)
        """;

    public static IEnumerable<(string Name, object? Value)> Arguments(ModelVersion version, IReadOnlyList<BaseModel> bases)
    {
        var files = version.Files.OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
        return
        [
            ("version", version.Id),
            ("bases", Json.Bases(bases)),
            ("version_key", ContentKey.Of(version)),
            ("source", version.Source),
            ("name", version.Name),
            ("repository", version.RepositoryId),
            ("revision", version.Revision),
            ("listing", version.ListingDigest),
            ("metadata", version.Metadata),
            ("notes", version.Notes.Count == 0 ? null : Json.Write(version.Notes)),
            ("resolved", version.ResolvedAt),
            ("file_paths", files.Select(f => StoredText.Clean(f.Path)).ToArray()),
            ("file_sizes", files.Select(f => f.Size).ToArray()),
            ("file_states", files.Select(f => (short)f.State).ToArray()),
            ("file_declared_sizes", files.Select(f => f.DeclaredSize).ToArray()),
            ("file_declared_sha256", files.Select(f => PostgresDialect.ToBytes(f.DeclaredSha256)).ToArray()),
            ("file_declared_git_blobs", files.Select(f => PostgresDialect.ToBytes(f.DeclaredGitBlob)).ToArray()),
            ("file_sha256", files.Select(f => PostgresDialect.ToBytes(f.Sha256)).ToArray()),
            ("file_git_blobs", files.Select(f => PostgresDialect.ToBytes(f.GitBlob)).ToArray()),
            ("file_outlines", files.Select(f => PostgresDialect.ToBytes(f.Outline)).ToArray()),
            ("file_notes", files.Select(f => f.Note is null ? null : StoredText.Clean(f.Note)).ToArray()),
        ];
    }
}
