using System.Runtime.ExceptionServices;
using Assay.Domain.Messages;
using Assay.Storage.Ledger;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;
using Dapper;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>The outbox in PostgreSQL: a relay keeps its rows locked while it publishes them, and others skip them.</summary>
internal sealed class PostgresOutbox(PostgresDatabase database, StorageClock clock) : IOutbox
{
    // Index outbox_by_age.
    private const string LockOldest = $"""
        SELECT {MessageRow.Columns} FROM outbox WHERE created_at <= @before ORDER BY created_at, id LIMIT @max FOR UPDATE SKIP LOCKED
        """;

    // Primary key of outbox.
    private const string DeletePublished = "DELETE FROM outbox WHERE id = ANY(@ids)";

    // Primary key of outbox. A locked row is being published by a relay, which deletes it.
    private const string Delete = "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE id = ANY(@ids) FOR UPDATE SKIP LOCKED)";

    // Index outbox_by_age.
    private const string Depth = "SELECT count(*), min(created_at) FROM outbox WHERE created_at <= @now";

    public async Task<int> RelayAsync(
        int max, TimeSpan olderThan, Func<IReadOnlyList<OutboxMessage>, CancellationToken, Task> publish, CancellationToken cancellationToken)
    {
        // What publish throws is the bus's, and must not be taken for a failure of the database.
        ExceptionDispatchInfo? notPublished = null;
        var published = await database.RunAsync(
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
                var rows = await PostgresDatabase.ReadAsync(
                    connection, new Statement(LockOldest, ("before", clock.Now() - olderThan), ("max", max)), MessageRow.Read, token).ConfigureAwait(false);
                if (rows.Count == 0) return 0;
                try
                {
                    await publish(rows.ConvertAll(row => row.ToMessage()), token).ConfigureAwait(false);
                }
                catch (Exception error)
                {
                    notPublished = ExceptionDispatchInfo.Capture(error);
                    return 0;
                }
                await connection.ExecuteAsync(DeletePublished, new { ids = rows.ConvertAll(row => row.Id).ToArray() }).ConfigureAwait(false);
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return rows.Count;
            },
            cancellationToken).ConfigureAwait(false);
        notPublished?.Throw();
        return published;
    }

    public Task DeleteAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? Task.CompletedTask : database.ExecuteAsync(new Statement(Delete, ("ids", ids.ToArray())), cancellationToken);

    public async Task<(long Count, TimeSpan Oldest)> DepthAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var rows = await database.QueryAsync(
            new Statement(Depth, ("now", now)), static row => (Count: row.Long(0), Oldest: row.TimeOrNull(1)), cancellationToken).ConfigureAwait(false);
        return (rows[0].Count, rows[0].Oldest is { } oldest ? now - oldest : TimeSpan.Zero);
    }
}
