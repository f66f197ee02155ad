using Assay.Attestation.Manifests;
using Assay.Contracts.Values;
using Assay.Domain.Registry;
using Assay.Storage.Sql;

namespace Assay.Storage.Registry;

/// <summary>Rows of the registry.</summary>
internal static class RegistryRows
{
    private const string Columns = """
        id, manifest, purl, source, name, repository_id, revision, state, decided_by, decided_by_name, decided_at, expires_at, reason, replacement,
        requested_by, requested_by_name, requested_at, requested_expires, requested_reason, requested_override, last_act
        """;

    private const string Upsert = """
        INSERT INTO registry_versions (id, manifest, name_key, purl, source, name, repository_id, revision, state, decided_by, decided_by_name, decided_at,
            expires_at, reason, replacement, requested_by, requested_by_name, requested_at, requested_expires, requested_reason, requested_override, updated_at,
            last_act)
        VALUES (@id, @manifest, @key, @purl, @source, @name, @repository, @revision, @state, @decider, @decider_name, @decided, @expires, @reason, @replacement,
            @requester, @requester_name, @requested, @requested_expires, @requested_reason, @requested_override, @updated, @act)
        ON CONFLICT (manifest, name_key) DO UPDATE SET state = @state, decided_by = @decider, decided_by_name = @decider_name, decided_at = @decided,
            expires_at = @expires, reason = @reason, replacement = @replacement, requested_by = @requester, requested_by_name = @requester_name,
            requested_at = @requested, requested_expires = @requested_expires, requested_reason = @requested_reason,
            requested_override = @requested_override, updated_at = @updated, last_act = @act
        """;

    /// <summary>Under which name a content is listed.</summary>
    public static byte[] NameKey(string? purl, string name) => ContentKey.Of(purl ?? name);

    // Unique index on manifest, name_key.
    public static Statement Find(Sha256Digest manifest, byte[] nameKey) =>
        new($"SELECT {Columns} FROM registry_versions WHERE manifest = @manifest AND name_key = @key", ("manifest", manifest), ("key", nameKey));

    // Unique index on manifest, name_key; index registry_versions_by_name; index registry_versions_by_act.
    public static Statement Select(RegistryFilter filter, DateTimeOffset now, int limit)
    {
        var conditions = new List<string> { "1 = 1" };
        var arguments = new List<(string, object?)> { ("limit", limit) };
        Add(filter.Selector is { Manifest.IsEmpty: false }, "manifest = @manifest", ("manifest", filter.Selector?.Manifest));
        Add(filter.Selector?.Purl is not null, "name_key = @key", ("key", ContentKey.Of(filter.Selector?.Purl ?? "")));
        Add(filter.Before is not null, "last_act < @before", ("before", filter.Before));
        switch (filter.State)
        {
            case ApprovalState.Expired:
                Add(true, "state = 1 AND expires_at <= @now", ("now", now));
                break;
            case ApprovalState.Approved:
                Add(true, "state = 1 AND (expires_at IS NULL OR expires_at > @now)", ("now", now));
                break;
            case { } state:
                Add(true, "state = @state", ("state", state));
                break;
        }
        return new(
            $"SELECT {Columns} FROM registry_versions WHERE {string.Join(" AND ", conditions)} ORDER BY last_act DESC LIMIT @limit", [.. arguments]);

        void Add(bool applies, string condition, (string, object?) argument)
        {
            if (!applies) return;
            conditions.Add(condition);
            arguments.Add(argument);
        }
    }

    public static Statement Write(RegistryEntry entry, DateTimeOffset at) => new(
        Upsert,
        ("id", entry.Id),
        ("manifest", entry.Manifest),
        ("key", NameKey(entry.Purl, entry.Name)),
        ("purl", entry.Purl),
        ("source", entry.Source),
        ("name", entry.Name),
        ("repository", entry.RepositoryId),
        ("revision", entry.Revision),
        ("state", entry.Standing.State),
        ("decider", entry.Standing.DecidedBy?.Id),
        ("decider_name", entry.Standing.DecidedBy?.Name),
        ("decided", entry.Standing.DecidedAt),
        ("expires", entry.Standing.ExpiresAt),
        ("reason", entry.Standing.Reason),
        ("replacement", entry.Standing.Replacement.IsEmpty ? null : Convert.FromHexString(entry.Standing.Replacement.Hex)),
        ("requester", entry.Standing.Pending?.Actor.Id),
        ("requester_name", entry.Standing.Pending?.Actor.Name),
        ("requested", entry.Standing.Pending?.At),
        ("requested_expires", entry.Standing.Pending?.ExpiresAt),
        ("requested_reason", entry.Standing.Pending?.Reason),
        ("requested_override", entry.Standing.Pending?.Override),
        ("updated", at),
        ("act", entry.LastAct));

    public static IReadOnlyList<Statement> WriteFiles(Dialect dialect, Guid id, IReadOnlyList<ManifestEntry> files) =>
        dialect.InsertRows("registry_files",
    [
        new("version_id", "uuid", Enumerable.Repeat(id, files.Count).ToArray()),
        new("path", "text", files.Select(f => f.Path).ToArray()),
        new("size", "bigint", files.Select(f => f.Size).ToArray()),
        new("sha256", "bytea", files.Select(f => Convert.FromHexString(f.Sha256.Hex)).ToArray()),
    ]);

    public static RegistryEntry Read(Row row, DateTimeOffset now)
    {
        var standing = new RegistryStanding
        {
            State = row.Enum<ApprovalState>(7),
            DecidedBy = row.IsNull(8) ? null : new(row.Text(8), row.TextOrNull(9) ?? ""),
            DecidedAt = row.TimeOrNull(10),
            ExpiresAt = row.TimeOrNull(11),
            Reason = row.TextOrNull(12),
            Replacement = row.Sha256(13),
            Pending = row.IsNull(14) ? null : new(RegistryActKind.Request, new(row.Text(14), row.TextOrNull(15) ?? ""), row.Time(16))
            {
                ExpiresAt = row.TimeOrNull(17),
                Reason = row.TextOrNull(18),
                Override = row.TextOrNull(19),
            },
        };
        return new()
        {
            Id = row.Id(0),
            Manifest = row.Sha256(1),
            Purl = row.TextOrNull(2),
            Source = row.TextOrNull(3),
            Name = row.Text(4),
            RepositoryId = row.TextOrNull(5),
            Revision = row.TextOrNull(6),
            Standing = standing,
            State = standing.StateAt(now),
            LastAct = row.Long(20),
        };
    }
}
