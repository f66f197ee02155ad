using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Views;

/// <summary>Lists and counts from the ledger's tables.</summary>
internal sealed class ScanViews(IDatabase database, StorageClock clock) : IScanViews
{
    // Index scans_by_run.
    private const string OfRun = $"SELECT {ScanColumns.OfS} FROM scans s WHERE s.run_id = @run ORDER BY s.seq";

    // Indexes scans_by_run, tasks_by_scan.
    private const string Progress = """
        SELECT
            (SELECT count(*) FROM scans WHERE run_id = @run),
            (SELECT count(*) FROM scans WHERE run_id = @run AND state IN (2, 3)),
            count(CASE WHEN t.state IN (0, 1) THEN 1 END),
            count(CASE WHEN t.state > 1 THEN 1 END),
            count(CASE WHEN t.state IN (3, 4) THEN 1 END)
        FROM scans s JOIN tasks t ON t.scan_id = s.id
        WHERE s.run_id = @run
        """;

    // Partial indexes tasks_ready and tasks_leased.
    private const string Queues = """
        SELECT stage, lane, count(*), 0, min(not_before) FROM tasks WHERE state = 0 GROUP BY stage, lane
        UNION ALL
        SELECT stage, lane, 0, count(*), NULL FROM tasks WHERE state = 1 GROUP BY stage, lane
        """;

    public async Task<ScanPage> ListAsync(ScanFilter filter, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(filter.PageSize, 1, 500);
        var rows = await database.QueryAsync(
            ScanQuery.Of(filter, size + 1), static row => (Scan: ScanColumns.Read(row, 0), Sequence: row.Long(ScanColumns.Count)), cancellationToken)
            .ConfigureAwait(false);
        var page = rows.Take(size).ToList();
        return new([.. page.Select(row => row.Scan)], rows.Count > size ? ScanQuery.Cursor(page[^1].Sequence) : null);
    }

    public async Task<RunProgress> RunProgressAsync(Guid runId, CancellationToken cancellationToken) => (await database.QueryAsync(
        new Statement(Progress, ("run", runId)),
        static row => new RunProgress(row.Int(0), row.Int(1), row.Int(2), row.Int(3), row.Int(4)),
        cancellationToken).ConfigureAwait(false))[0];

    public async Task<IReadOnlyList<Scan>> RunScansAsync(Guid runId, CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(OfRun, ("run", runId)), static row => ScanColumns.Read(row, 0), cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<QueueDepth>> QueuesAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var rows = await database.QueryAsync(
            new Statement(Queues),
            static row => (Stage: row.Enum<Stage>(0), Lane: row.Enum<Lane>(1), Ready: row.Long(2), Leased: row.Long(3), Oldest: row.TimeOrNull(4)),
            cancellationToken).ConfigureAwait(false);
        return
        [
            .. rows.GroupBy(row => (row.Stage, row.Lane)).OrderBy(group => group.Key).Select(group => new QueueDepth(
                group.Key.Stage,
                group.Key.Lane,
                group.Sum(row => row.Ready),
                group.Sum(row => row.Leased),
                // A task that waits for its retry has a time in the future: it is not late.
                group.Max(row => row.Oldest is { } oldest && oldest < now ? now - oldest : TimeSpan.Zero))),
        ];
    }
}
