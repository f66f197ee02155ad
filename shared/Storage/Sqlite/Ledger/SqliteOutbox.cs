using Assay.Domain.Messages;
using Assay.Storage.Ledger;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite.Ledger;

/// <summary>
/// The outbox in a SQLite file. No lock can be kept while messages are published, so a relay marks them as held for a while instead.
/// </summary>
internal sealed class SqliteOutbox(SqliteDatabase database, StorageClock clock) : IOutbox
{
    /// <summary>Longer than publishing a batch takes; if a relay dies meanwhile, another one takes over after it.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(1);

    // Index outbox_by_age.
    private const string HoldOldest = $"""
        UPDATE outbox SET held_until = @until
        WHERE id IN (SELECT id FROM outbox WHERE created_at <= @before AND held_until <= @now ORDER BY created_at, id LIMIT @max)
        RETURNING {MessageRow.Columns}
        """;

    // Unique index outbox.id, for both.
    private const string LetGo = "UPDATE outbox SET held_until = 0 WHERE id = @id";

    private const string Delete = "DELETE FROM outbox WHERE id = @id";

    // Index outbox_by_age.
    private const string Depth = "SELECT count(*), min(created_at) FROM outbox WHERE created_at <= @now";

    public async Task<int> RelayAsync(
        int max, TimeSpan olderThan, Func<IReadOnlyList<OutboxMessage>, CancellationToken, Task> publish, CancellationToken cancellationToken)
    {
        var rows = await database.WriteAsync(session => Take(session, max, olderThan), cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0) return 0;
        var messages = rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Select(row => row.ToMessage()).ToList();
        var ids = messages.ConvertAll(message => message.Id);
        try
        {
            await publish(messages, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Not with the caller's token: it may be why publishing stopped.
            await EachAsync(LetGo, ids, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        await EachAsync(Delete, ids, CancellationToken.None).ConfigureAwait(false);
        return ids.Count;
    }

    public Task DeleteAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? Task.CompletedTask : EachAsync(Delete, ids, cancellationToken);

    public async Task<(long Count, TimeSpan Oldest)> DepthAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var rows = await database.QueryAsync(
            new Statement(Depth, ("now", now)), static row => (Count: row.Long(0), Oldest: row.TimeOrNull(1)), cancellationToken).ConfigureAwait(false);
        return (rows[0].Count, rows[0].Oldest is { } oldest ? now - oldest : TimeSpan.Zero);
    }

    private List<MessageRow> Take(SqliteSession session, int max, TimeSpan olderThan)
    {
        var now = clock.Now();
        return session.Query(HoldOldest, MessageRow.Read, ("until", now + Hold), ("before", now - olderThan), ("now", now), ("max", max));
    }

    private Task<int> EachAsync(string sql, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => database.WriteAsync(
        session => ids.Sum(id => session.Execute(sql, ("id", id))), cancellationToken);
}
