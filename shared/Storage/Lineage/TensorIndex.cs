using Assay.Contracts.Values;
using Assay.Domain.Lineage;
using Assay.Storage.Sql;

namespace Assay.Storage.Lineage;

/// <summary>Tensors in the database. See the migration of <c>tensors</c> for the indexes.</summary>
internal sealed class TensorIndex(IDatabase database) : ITensorIndex
{
    private const int RowsPerWrite = 500;
    private const int KeysPerQuery = 1000;

    /// <summary>Tensors asked for in one statement, each with a limit of its own.</summary>
    private const int LimitedPerQuery = 32;

    // Primary key of tensors.
    private const string Insert = """
        INSERT INTO tensors (artifact, digest, name, element_type, shape, size, kind)
        VALUES (@artifact, @digest, @name, @element_type, @shape, @size, @kind)
        ON CONFLICT (artifact, digest) DO NOTHING
        """;

    // Primary key of tensor_subjects.
    private const string Done = """
        INSERT INTO tensor_subjects (subject, version, problem) VALUES (@subject, @version, @problem)
        ON CONFLICT (subject) DO UPDATE SET version = excluded.version, problem = excluded.problem WHERE excluded.version >= tensor_subjects.version
        """;

    private const string Columns = "t.digest, t.name, t.element_type, t.shape, t.size, t.kind";

    // Primary key of tensors, by its first column.
    private const string OfArtifact = $"SELECT {Columns} FROM tensors t WHERE t.artifact = @artifact ORDER BY t.digest LIMIT @max";

    // Primary keys of version_files and tensors.
    private const string OfVersion = $"""
        SELECT {Columns} FROM version_files f JOIN tensors t ON t.artifact = f.sha256 WHERE f.version_id = @version AND f.sha256 IS NOT NULL LIMIT @max
        """;

    // Index tensors_by_digest, then version_files_by_content and the key of versions.
    private const string WhoHolds = $"""
        SELECT {KnownRows.Model}, f.path, f.size, {Columns}
        FROM (SELECT * FROM tensors WHERE digest = @digest AND kind = 0 ORDER BY artifact LIMIT @max) t
        JOIN version_files f ON f.sha256 = t.artifact JOIN versions v ON v.id = f.version_id
        ORDER BY v.resolved_at, v.name, f.path LIMIT @max
        """;

    public async Task<IReadOnlyDictionary<Sha256Digest, string?>> KnownAsync(
        IReadOnlyCollection<Sha256Digest> subjects, int version, CancellationToken cancellationToken)
    {
        var known = new Dictionary<Sha256Digest, string?>();
        foreach (var chunk in subjects.Distinct().Chunk(KeysPerQuery))
        {
            var (condition, arguments) = database.Dialect.IsAnyOf("subject", [.. chunk.Select(KnownRows.Bytes)]);
            // Primary key of tensor_subjects.
            var sql = $"SELECT subject, problem FROM tensor_subjects WHERE {condition} AND version >= @version";
            var rows = await database.QueryAsync(
                new Statement(sql, [.. arguments, ("version", version)]), static row => (row.Sha256(0), row.TextOrNull(1)), cancellationToken).ConfigureAwait(false);
            foreach (var (subject, problem) in rows) known[subject] = problem;
        }
        return known;
    }

    public async Task AddAsync(Sha256Digest artifact, IReadOnlyCollection<StoredTensor> tensors, CancellationToken cancellationToken)
    {
        // In the order of the key, so that two writers of the same file cannot deadlock.
        foreach (var chunk in tensors.DistinctBy(t => t.Digest).OrderBy(t => t.Digest.Hex, StringComparer.Ordinal).Chunk(RowsPerWrite))
        {
            await database.ChangeAsync(
                [
                    .. chunk.Select(t => new Statement(
                        Insert,
                        ("artifact", artifact),
                        ("digest", t.Digest),
                        ("name", t.Name),
                        ("element_type", t.ElementType),
                        ("shape", t.Shape),
                        ("size", t.Size),
                        ("kind", (short)t.Kind))),
                ],
                static _ => true,
                cancellationToken).ConfigureAwait(false);
        }
    }

    public Task DoneAsync(Sha256Digest subject, int version, string? problem, CancellationToken cancellationToken) => database.ChangeAsync(
        [new Statement(Done, ("subject", subject), ("version", version), ("problem", problem))], static _ => true, cancellationToken);

    public async Task<IReadOnlyList<StoredTensor>> OfArtifactAsync(Sha256Digest artifact, int max, CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(OfArtifact, ("artifact", artifact), ("max", max)), static row => KnownRows.Tensor(row, 0), cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<StoredTensor>> OfVersionAsync(Guid version, int max, CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(OfVersion, ("version", version), ("max", max)), static row => KnownRows.Tensor(row, 0), cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyDictionary<Sha256Digest, IReadOnlyList<Sha256Digest>>> HoldersAsync(
        IReadOnlyCollection<Sha256Digest> tensors, int maxOfEach, CancellationToken cancellationToken)
    {
        var holders = new Dictionary<Sha256Digest, List<Sha256Digest>>();
        foreach (var chunk in tensors.Distinct().Chunk(LimitedPerQuery))
        {
            // Index tensors_by_digest alone, a few entries of it for each tensor, however many models share one.
            var sql = string.Join(" UNION ALL ", chunk.Select((_, i) =>
                $"SELECT * FROM (SELECT artifact, digest FROM tensors WHERE digest = @d{i} AND kind = 0 ORDER BY artifact LIMIT @max) s{i}"));
            var rows = await database.QueryAsync(
                new Statement(sql, [.. chunk.Select((d, i) => ($"d{i}", (object?)d)), ("max", maxOfEach)]),
                static row => (Artifact: row.Sha256(0), Tensor: row.Sha256(1)),
                cancellationToken).ConfigureAwait(false);
            foreach (var (artifact, tensor) in rows)
            {
                if (!holders.TryGetValue(artifact, out var held)) holders[artifact] = held = [];
                held.Add(tensor);
            }
        }
        return holders.ToDictionary(h => h.Key, h => (IReadOnlyList<Sha256Digest>)h.Value);
    }

    public async Task<IReadOnlyList<TensorHolder>> WhoHoldsAsync(Sha256Digest tensor, int max, CancellationToken cancellationToken) => await database.QueryAsync(
        new Statement(WhoHolds, ("digest", tensor), ("max", max)),
        static row => new TensorHolder(
            new(KnownRows.Read(row), row.Text(KnownRows.Count), row.Long(KnownRows.Count + 1), IsDeclared: false), KnownRows.Tensor(row, KnownRows.Count + 2)),
        cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<KnownFile>> WhoHasAsync(Sha256Digest content, int max, CancellationToken cancellationToken)
    {
        // Index version_files_by_content, then version_files_by_declaration for what was never read; the key of versions. The inner limit bounds the
        // sorting where a hundred thousand copies exist.
        const string Sql = $"""
            SELECT {KnownRows.Model}, f.path, f.size, f.declared FROM (
                SELECT * FROM (SELECT version_id, path, size, 0 AS declared FROM version_files WHERE sha256 = @content LIMIT @bound) r
                UNION ALL
                SELECT * FROM (SELECT version_id, path, size, 1 AS declared FROM version_files
                    WHERE sha256 IS NULL AND declared_sha256 IS NOT NULL AND declared_sha256 = @content LIMIT @bound) d
            ) f JOIN versions v ON v.id = f.version_id
            ORDER BY v.resolved_at, v.name, f.path LIMIT @max
            """;
        return await database.QueryAsync(
            new Statement(Sql, ("content", content), ("max", max), ("bound", Math.Max(max, 1000))),
            static row => new KnownFile(KnownRows.Read(row), row.Text(KnownRows.Count), row.Long(KnownRows.Count + 1), row.Int(KnownRows.Count + 2) == 1),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<(KnownModel Model, Sha256Digest Artifact)>> ModelsWithAsync(
        IReadOnlyCollection<Sha256Digest> artifacts, int max, CancellationToken cancellationToken)
    {
        var found = new List<(KnownModel Model, Sha256Digest Artifact)>();
        foreach (var chunk in artifacts.Distinct().Chunk(KeysPerQuery))
        {
            if (found.Count >= max) break;
            var (condition, arguments) = database.Dialect.IsAnyOf("f.sha256", [.. chunk.Select(KnownRows.Bytes)]);
            // Index version_files_by_content, the key of versions.
            var sql = $"""
                SELECT {KnownRows.Model}, f.sha256 FROM version_files f JOIN versions v ON v.id = f.version_id
                WHERE {condition} AND f.sha256 IS NOT NULL LIMIT @max
                """;
            found.AddRange(await database.QueryAsync(
                new Statement(sql, [.. arguments, ("max", max - found.Count)]), static row => (KnownRows.Read(row), row.Sha256(KnownRows.Count)), cancellationToken).ConfigureAwait(false));
        }
        return found;
    }

    // Index versions_by_name.
    public async Task<IReadOnlyList<KnownModel>> NamedAsync(string name, int max, CancellationToken cancellationToken) => await database.QueryAsync(
        new Statement($"SELECT {KnownRows.Model} FROM versions v WHERE v.name = @name ORDER BY v.resolved_at DESC LIMIT @max", ("name", name), ("max", max)),
        KnownRows.Read,
        cancellationToken).ConfigureAwait(false);

    // Key of versions.
    public async Task<KnownModel?> ModelAsync(Guid version, CancellationToken cancellationToken) => (await database.QueryAsync(
        new Statement($"SELECT {KnownRows.Model} FROM versions v WHERE v.id = @id", ("id", version)), KnownRows.Read, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
}
