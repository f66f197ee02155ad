using Assay.Domain.Trust;
using Assay.Storage.Sql;

namespace Assay.Storage.Trust;

/// <summary>Lists in the database. Entries are written in batches under a list that is not complete, so that no long transaction stands in anyone's way.</summary>
internal sealed class TrustedLists(IDatabase database, StorageClock clock) : ITrustedLists
{
    /// <summary>Rows of one transaction: some tens of milliseconds.</summary>
    private const int Batch = 10_000;

    /// <summary>An import that is older than this and not complete was broken off.</summary>
    private static readonly TimeSpan BrokenOff = TimeSpan.FromHours(6);

    private const string Insert = $"""
        INSERT INTO trusted_lists ({ListRows.Columns}, complete)
        VALUES (@id, @name, @kind, @format, @digest, @precedence, @reason, @by, @at, @expires, @entries, @complete)
        """;

    // Unique index on id; the name is free, or its holder was deleted just before.
    private const string Complete = """
        UPDATE trusted_lists SET name = @name, complete = @complete
        WHERE id = @id AND NOT EXISTS (SELECT 1 FROM trusted_lists o WHERE o.name = @name) RETURNING id
        """;

    private const string Named = "SELECT id FROM trusted_lists WHERE name = @name AND complete = @complete";

    private const string Broken = "SELECT id FROM trusted_lists WHERE complete = @complete AND imported_at < @before";

    private const string Suspend = "UPDATE trusted_lists SET name = @hidden, complete = @complete WHERE id = @id";

    // Index trusted_digests_by_list.
    private const string DeleteEntries = "DELETE FROM trusted_digests WHERE list_id = @id";

    private const string DeleteList = "DELETE FROM trusted_lists WHERE id = @id";

    private const string Select = $"SELECT {ListRows.Columns} FROM trusted_lists WHERE complete = @complete ORDER BY name";

    private const string Find = $"SELECT {ListRows.Columns} FROM trusted_lists WHERE name = @name AND complete = @complete";

    // Index trusted_digests_by_list.
    private const string First = "SELECT digest, path, repository, revision, reason FROM trusted_digests WHERE list_id = @id LIMIT @max";

    public async Task<bool> ImportAsync(TrustedList list, IEnumerable<ListEntry> entries, bool replace, CancellationToken cancellationToken)
    {
        await SweepAsync(cancellationToken).ConfigureAwait(false);
        var old = await IdAsync(list.Name, cancellationToken).ConfigureAwait(false);
        if (old is not null && !replace) return false;
        await database.ExecuteAsync(new Statement(Insert, Arguments(list)), cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var batch in entries.Chunk(Batch))
                await database.ChangeAsync(Rows(list.Id, batch), static _ => true, cancellationToken).ConfigureAwait(false);
            List<Statement> swap = [new(Complete, ("name", list.Name), ("complete", true), ("id", list.Id))];
            if (old is { } id) swap.Insert(0, new(Suspend, ("hidden", Hidden(id)), ("complete", false), ("id", id)));
            var done = await database.ChangeAsync(swap, static row => row.Id(0), cancellationToken).ConfigureAwait(false);
            await DeleteAsync(done.Count == 0 ? list.Id : old, cancellationToken).ConfigureAwait(false);
            return done.Count > 0;
        }
        catch
        {
            await DeleteAsync(list.Id, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    public async Task<IReadOnlyList<TrustedList>> ListAsync(CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(Select, ("complete", true)), ListRows.Read, cancellationToken).ConfigureAwait(false);

    public async Task<TrustedList?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await database.QueryAsync(new Statement(Find, ("name", name), ("complete", true)), ListRows.Read, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async Task<IReadOnlyList<ListEntry>> EntriesAsync(Guid id, int max, CancellationToken cancellationToken) => await database.QueryAsync(
        new Statement(First, ("id", id), ("max", max)), static row => ListRows.ReadEntry(row, 0), cancellationToken).ConfigureAwait(false);

    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (await IdAsync(name, cancellationToken).ConfigureAwait(false) is not { } id) return false;
        // From here on it says nothing, however long its entries take to go.
        await database.ExecuteAsync(new Statement(Suspend, ("hidden", Hidden(id)), ("complete", false), ("id", id)), cancellationToken).ConfigureAwait(false);
        await DeleteAsync(id, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<Guid?> IdAsync(string name, CancellationToken cancellationToken)
    {
        var found = await database.QueryAsync(
            new Statement(Named, ("name", name), ("complete", true)), static row => row.Id(0), cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var broken = await database.QueryAsync(
            new Statement(Broken, ("complete", false), ("before", clock.Now() - BrokenOff)), static row => row.Id(0), cancellationToken).ConfigureAwait(false);
        foreach (var id in broken) await DeleteAsync(id, cancellationToken).ConfigureAwait(false);
    }

    private async Task DeleteAsync(Guid? id, CancellationToken cancellationToken)
    {
        if (id is null) return;
        await database.ExecuteAsync(new Statement(DeleteEntries, ("id", id)), cancellationToken).ConfigureAwait(false);
        await database.ExecuteAsync(new Statement(DeleteList, ("id", id)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>No valid name, so that it stands in nobody's way.</summary>
    private static string Hidden(Guid id) => $"\u0001{id:n}";

    private static (string Name, object? Value)[] Arguments(TrustedList list) =>
    [
        ("id", list.Id),
        ("name", Hidden(list.Id)),
        ("kind", list.Kind),
        ("format", list.Format),
        ("digest", list.Digest),
        ("precedence", list.Precedence),
        ("reason", list.Reason),
        ("by", list.ImportedBy),
        ("at", list.ImportedAt),
        ("expires", list.ExpiresAt),
        ("entries", list.Entries),
        ("complete", false),
    ];

    /// <summary>In the order of digests, so that neighbours in the index are written together.</summary>
    private IReadOnlyList<Statement> Rows(Guid list, ListEntry[] entries)
    {
        Array.Sort(entries, static (a, b) => string.CompareOrdinal(a.Sha256.Hex, b.Sha256.Hex));
        var scopes = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        byte[]? Key(ModelScope? scope)
        {
            if (scope is null) return null;
            return scopes.TryGetValue(scope.Repository, out var key) ? key : scopes[scope.Repository] = ContentKey.Of(scope.Repository);
        }
        return database.Dialect.InsertRows("trusted_digests",
        [
            new("list_id", "uuid", Array.ConvertAll(entries, _ => list)),
            new("digest", "bytea", Array.ConvertAll(entries, e => Convert.FromHexString(e.Sha256.Hex))),
            new("path", "text", Array.ConvertAll(entries, e => e.Path)),
            new("scope_key", "bytea", Array.ConvertAll(entries, e => Key(e.Scope))),
            new("repository", "text", Array.ConvertAll(entries, e => e.Scope?.Repository)),
            new("revision", "text", Array.ConvertAll(entries, e => e.Scope?.Revision)),
            new("reason", "text", Array.ConvertAll(entries, e => e.Reason)),
        ]);
    }
}
