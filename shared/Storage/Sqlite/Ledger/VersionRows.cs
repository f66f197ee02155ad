using Assay.Domain.Scans;
using Assay.Domain.Versions;
using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite.Ledger;

/// <summary>A version with its files, written once; the scan that resolved to it.</summary>
internal static class VersionRows
{
    // Unique index versions.key.
    private const string FindVersion = "SELECT id FROM versions WHERE key = @key";

    private const string InsertVersion = """
        INSERT INTO versions (id, key, source, name, repository_id, revision, listing_digest, metadata, notes, resolved_at)
        VALUES (@id, @key, @source, @name, @repository, @revision, @listing, @metadata, @notes, @at)
        """;

    private const string InsertFile = """
        INSERT INTO version_files (version_id, ordinal, path, size, state, declared_size, declared_sha256, declared_git_blob, sha256, git_blob, outline, note)
        VALUES (@version, @ordinal, @path, @size, @state, @declared_size, @declared_sha256, @declared_git_blob, @sha256, @git_blob, @outline, @note)
        """;

    // Unique index scans.id.
    private const string SetScan = "UPDATE scans SET version_id = @version, bases = @bases WHERE id = @scan";

    public static void Write(SqliteSession session, Guid scan, ModelVersion version, IReadOnlyList<BaseModel> bases)
    {
        var key = ContentKey.Of(version);
        var known = session.Query(FindVersion, static row => row.Id(0), ("key", key));
        if (known.Count == 0) Insert(session, version, key);
        session.Execute(SetScan, ("version", known.Count == 0 ? version.Id : known[0]), ("bases", Json.Bases(bases)), ("scan", scan));
    }

    private static void Insert(SqliteSession session, ModelVersion version, byte[] key)
    {
        session.Execute(
            InsertVersion,
            ("id", version.Id),
            ("key", key),
            ("source", version.Source),
            ("name", version.Name),
            ("repository", version.RepositoryId),
            ("revision", version.Revision),
            ("listing", version.ListingDigest),
            ("metadata", version.Metadata),
            ("notes", version.Notes.Count == 0 ? null : Json.Write(version.Notes)),
            ("at", version.ResolvedAt));
        var ordinal = 0;
        foreach (var file in version.Files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            session.Execute(
                InsertFile,
                ("version", version.Id),
                ("ordinal", ordinal++),
                ("path", file.Path),
                ("size", file.Size),
                ("state", file.State),
                ("declared_size", file.DeclaredSize),
                ("declared_sha256", file.DeclaredSha256),
                ("declared_git_blob", file.DeclaredGitBlob),
                ("sha256", file.Sha256),
                ("git_blob", file.GitBlob),
                ("outline", file.Outline),
                ("note", file.Note));
        }
    }
}
