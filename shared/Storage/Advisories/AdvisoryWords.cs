using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Domain.Versions;
using Assay.Storage.Sql;
using Assay.Storage.Trust;

namespace Assay.Storage.Advisories;

/// <summary>Looks for the advisories that may concern a version by index, and judges each of them exactly.</summary>
internal sealed class AdvisoryWords(IDatabase database, IAdvisories advisories) : IAdvisoryWords
{
    private const int DigestsPerQuery = 1000;

    /// <summary>Advisories on one version that are looked at, in the order of ids.</summary>
    private const int MaxAdvisories = 200;

    // Primary key of advisory_targets.
    private const string ByName = """
        SELECT advisory_id FROM advisory_targets
        WHERE (kind = 1 AND key = @manifest) OR (kind = 2 AND key = @name) OR (kind = 3 AND key = @repository)
        """;

    // Primary keys of version_marks and advisory_targets.
    private const string ByBase = """
        SELECT m.value, t.advisory_id FROM version_marks m LEFT JOIN advisory_targets t ON t.key = m.key AND t.kind IN (2, 4)
        WHERE m.version_id = @version AND m.kind = 4
        """;

    // Primary keys of version_files, tensors and advisory_targets.
    private static readonly string _byTensor = $"""
        SELECT t.advisory_id, t.kind, t.artifact, min(f.path), max(b.size) FROM version_files f JOIN tensors b ON b.artifact = f.sha256
        JOIN advisory_targets t ON t.key = b.digest AND t.kind IN ({(int)TargetKind.Tensor}, {AdvisoryRows.StandIn})
        WHERE f.version_id = @version AND f.sha256 IS NOT NULL AND b.kind = 0
        GROUP BY t.advisory_id, t.kind, t.artifact ORDER BY 1, 2, 3
        """;

    public Task<Sha256Digest> StateAsync(CancellationToken cancellationToken) => advisories.StateAsync(cancellationToken);

    public async Task<IReadOnlyList<AdvisoryMatch>> ReadAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        var manifest = VersionManifest.DigestOf(version);
        await AddByDigestAsync(version, ids, cancellationToken).ConfigureAwait(false);
        var named = new Statement(
            ByName, ("manifest", manifest.IsEmpty ? Array.Empty<byte>() : Convert.FromHexString(manifest.Hex)), ("name", ContentKey.Of(version.Name)),
            ("repository", version.RepositoryId is { } repository ? ContentKey.Of(repository) : Array.Empty<byte>()));
        ids.UnionWith(await database.QueryAsync(named, static row => row.Text(0), cancellationToken).ConfigureAwait(false));
        var bases = await database.QueryAsync(
            new Statement(ByBase, ("version", version.Id)), static row => (Name: row.Text(0), Advisory: row.TextOrNull(1)), cancellationToken).ConfigureAwait(false);
        ids.UnionWith(bases.Select(b => b.Advisory).OfType<string>());
        var held = await HeldAsync(version, ids, cancellationToken).ConfigureAwait(false);
        var subject = new AdvisorySubject(version, manifest, bases.Select(b => b.Name).ToHashSet(StringComparer.Ordinal), held);
        var matches = new List<AdvisoryMatch>();
        foreach (var id in ids.Take(MaxAdvisories))
        {
            if (await advisories.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } advisory && AdvisoryMatching.Of(advisory, subject) is { } match) matches.Add(match);
        }
        return matches;
    }

    private async Task AddByDigestAsync(ModelVersion version, SortedSet<string> ids, CancellationToken cancellationToken)
    {
        var digests = version.Files.Select(f => f.Sha256.IsEmpty ? f.DeclaredSha256 : f.Sha256).Where(d => !d.IsEmpty).Distinct();
        foreach (var chunk in digests.Chunk(DigestsPerQuery))
        {
            var (condition, arguments) = database.Dialect.IsAnyOf("key", [.. chunk.Select(d => Convert.FromHexString(d.Hex))]);
            // Primary key of advisory_targets.
            var statement = new Statement($"SELECT advisory_id FROM advisory_targets WHERE kind = 0 AND {condition}", arguments);
            ids.UnionWith(await database.QueryAsync(statement, static row => row.Text(0), cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task<IReadOnlyList<HeldTensors>> HeldAsync(ModelVersion version, SortedSet<string> ids, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            new Statement(_byTensor, ("version", version.Id)),
            static row => (Advisory: row.Text(0), Kind: row.Int(1), Target: row.Sha256(2), Path: row.Text(3), Size: row.Long(4)),
            cancellationToken).ConfigureAwait(false);
        ids.UnionWith(rows.Select(r => r.Advisory));
        var held = new List<HeldTensors>();
        foreach (var row in rows.DistinctBy(r => (r.Kind, r.Target)))
        {
            if (row.Kind == (int)TargetKind.Tensor) held.Add(new(row.Target, row.Path, row.Size, row.Size));
            else held.Add(await TensorShare.OfAsync(database, row.Target, version.Id, row.Path, cancellationToken).ConfigureAwait(false));
        }
        return held;
    }
}
