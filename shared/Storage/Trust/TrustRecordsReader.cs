using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Trust;
using Assay.Domain.Versions;
using Assay.Storage.Advisories;
using Assay.Storage.Sql;

namespace Assay.Storage.Trust;

/// <summary>Reads what bears on a version. Where there are no lists, no registry and no advisories, as on most machines, three short statements are all.</summary>
internal sealed class TrustRecordsReader(IDatabase database, IRegistryWords registry, IAdvisoryWords advisories, StorageClock clock) : ITrustRecords
{
    /// <summary>Entries of lists about one model: twice the files that a model may have.</summary>
    private const int MaxScoped = 200_000;

    private const int DigestsPerQuery = 1000;

    /// <summary>Other names and ids: the first of them are what matters.</summary>
    private const int MaxNames = 32;

    private const string Active = $"""
        SELECT {ListRows.Columns} FROM trusted_lists WHERE complete = @complete AND (expires_at IS NULL OR expires_at > @now) ORDER BY id
        """;

    // Index trusted_digests_by_scope.
    private const string Scoped = """
        SELECT list_id, digest, path, repository, revision, reason FROM trusted_digests
        WHERE scope_key = @key AND scope_key IS NOT NULL ORDER BY list_id, path, digest LIMIT @max
        """;

    // Indexes versions_by_hub_name and versions_by_repository.
    private const string Names = """
        SELECT name, repository_id, MIN(resolved_at) FROM versions
        WHERE repository_id IS NOT NULL AND (name = @name OR name = @requested OR repository_id = @repository) AND source = @source
        GROUP BY name, repository_id ORDER BY 3, 1, 2 LIMIT @max
        """;

    public async Task<Sha256Digest> StateAsync(CancellationToken cancellationToken) =>
        StateOf(
            await ActiveAsync(cancellationToken).ConfigureAwait(false),
            await registry.StateAsync(cancellationToken).ConfigureAwait(false),
            await advisories.StateAsync(cancellationToken).ConfigureAwait(false));

    public async Task<TrustSnapshot> ReadAsync(ModelVersion version, string target, CancellationToken cancellationToken)
    {
        var lists = await ActiveAsync(cancellationToken).ConfigureAwait(false);
        var registered = await registry.StateAsync(cancellationToken).ConfigureAwait(false);
        var advised = await advisories.StateAsync(cancellationToken).ConfigureAwait(false);
        var requested = RequestedName.Of(target) is { } name && name != version.Name ? name : null;
        var records = new TrustRecords(
            requested,
            lists.Count == 0 ? [] : await HitsAsync(version, lists.ToDictionary(l => l.Id), cancellationToken).ConfigureAwait(false),
            registered.IsEmpty ? [] : await WordsAsync(version, cancellationToken).ConfigureAwait(false),
            version.RepositoryId is null ? [] : await NamesAsync(version, requested, cancellationToken).ConfigureAwait(false));
        if (version.RepositoryId is { } repository && (requested is not null || records.Names.Count > 0)) records = records with { Self = (version.Name, repository) };
        if (!advised.IsEmpty) records = records with { Advisories = await advisories.ReadAsync(version, cancellationToken).ConfigureAwait(false) };
        return new(StateOf(lists, registered, advised), records);
    }

    private Task<List<TrustedList>> ActiveAsync(CancellationToken cancellationToken) =>
        database.QueryAsync(new Statement(Active, ("complete", true), ("now", clock.Now())), ListRows.Read, cancellationToken);

    private static Sha256Digest StateOf(List<TrustedList> lists, Sha256Digest registered, Sha256Digest advised)
    {
        if (lists.Count == 0 && advised.IsEmpty) return registered;
        var text = new StringBuilder("lists");
        foreach (var list in lists) text.Append(null, $" {list.Id:n}");
        return Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text.Append(null, $" registry {registered.Hex} advisories {advised.Hex}").ToString())));
    }

    private async Task<IReadOnlyList<ListHit>> HitsAsync(ModelVersion version, Dictionary<Guid, TrustedList> lists, CancellationToken cancellationToken)
    {
        var hits = new List<ListHit>();
        void Add(IEnumerable<(Guid List, ListEntry Entry)> rows)
        {
            foreach (var (id, entry) in rows)
            {
                if (lists.TryGetValue(id, out var list)) hits.Add(new(list, entry));
            }
        }

        var digests = version.Files.Select(f => f.Sha256.IsEmpty ? f.DeclaredSha256 : f.Sha256).Concat(version.Files.Select(f => f.DeclaredSha256))
            .Where(d => !d.IsEmpty).Distinct().OrderBy(d => d.Hex, StringComparer.Ordinal);
        foreach (var chunk in digests.Chunk(DigestsPerQuery))
        {
            var (condition, arguments) = database.Dialect.IsAnyOf("d.digest", [.. chunk.Select(d => Convert.FromHexString(d.Hex))]);
            // Index trusted_digests_by_digest. Bad bytes are bad wherever they are; a good entry about one model says nothing about others.
            var sql = $"""
                SELECT d.list_id, d.digest, MIN(d.path), MIN(d.repository), MIN(d.revision), MIN(d.reason)
                FROM trusted_digests d JOIN trusted_lists l ON l.id = d.list_id
                WHERE {condition} AND (d.scope_key IS NULL OR l.kind = 1)
                GROUP BY d.list_id, d.digest ORDER BY d.list_id, d.digest
                """;
            Add(await database.QueryAsync(new Statement(sql, arguments), Read, cancellationToken).ConfigureAwait(false));
        }
        var scoped = new Statement(Scoped, ("key", ContentKey.Of(version.Name)), ("max", MaxScoped));
        var rows = await database.QueryAsync(scoped, Read, cancellationToken).ConfigureAwait(false);
        Add(rows.Where(r => r.Entry.Scope!.Covers(version) && lists.TryGetValue(r.List, out var list) && list.Kind == ListKind.Good));
        return hits;
    }

    private async Task<IReadOnlyList<RegistryWord>> WordsAsync(ModelVersion version, CancellationToken cancellationToken) =>
        VersionManifest.DigestOf(version) is { IsEmpty: false } manifest ? await registry.ReadAsync(manifest, cancellationToken).ConfigureAwait(false) : [];

    private async Task<IReadOnlyList<KnownName>> NamesAsync(ModelVersion version, string? requested, CancellationToken cancellationToken)
    {
        var known = await database.QueryAsync(
            new Statement(Names, ("name", version.Name), ("requested", requested ?? version.Name), ("repository", version.RepositoryId), ("source", version.Source), ("max", MaxNames)),
            static row => new KnownName(row.Text(0), row.Text(1), row.Time(2)),
            cancellationToken).ConfigureAwait(false);
        return [.. known.Where(k => (k.Name != version.Name || k.RepositoryId != version.RepositoryId) && k.FirstSeen < version.ResolvedAt)];
    }

    private static (Guid List, ListEntry Entry) Read(Row row) => (row.Id(0), ListRows.ReadEntry(row, 1));
}
