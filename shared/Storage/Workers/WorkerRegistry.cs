using Assay.Storage.Sql;

namespace Assay.Storage.Workers;

/// <summary>Workers in the database. A row that was not refreshed for a day is removed by the next beat of anybody.</summary>
internal sealed class WorkerRegistry(IDatabase database, StorageClock clock) : IWorkerRegistry
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private const string Columns = "id, service, host, version, started_at, seen_at, slots, busy, detail";

    private const string Upsert = $"""
        INSERT INTO workers ({Columns}) VALUES (@id, @service, @host, @version, @started, @seen, @slots, @busy, @detail)
        ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, slots = excluded.slots, busy = excluded.busy, detail = excluded.detail
        """;

    // A table of at most some hundred rows.
    private const string DeleteOld = "DELETE FROM workers WHERE seen_at < @before";

    private const string Delete = "DELETE FROM workers WHERE id = @id";

    private const string Select = $"SELECT {Columns} FROM workers WHERE seen_at >= @since ORDER BY service, id";

    public Task BeatAsync(WorkerInfo worker, CancellationToken cancellationToken) => database.ChangeAsync(
        [
            new Statement(
                Upsert,
                ("id", worker.Id),
                ("service", worker.Service),
                ("host", worker.Host),
                ("version", worker.Version),
                ("started", worker.StartedAt),
                ("seen", worker.SeenAt),
                ("slots", worker.Slots),
                ("busy", worker.Busy),
                ("detail", worker.Detail)),
            new Statement(DeleteOld, ("before", clock.Now() - KeptFor)),
        ],
        static _ => true,
        cancellationToken);

    public Task LeaveAsync(string id, CancellationToken cancellationToken) => database.ExecuteAsync(new Statement(Delete, ("id", id)), cancellationToken);

    public async Task<IReadOnlyList<WorkerInfo>> ListAsync(TimeSpan within, CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(Select, ("since", clock.Now() - within)), Read, cancellationToken).ConfigureAwait(false);

    private static WorkerInfo Read(Row row) => new(
        row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Time(4), row.Time(5), row.Int(6), row.Int(7), row.TextOrNull(8));
}
