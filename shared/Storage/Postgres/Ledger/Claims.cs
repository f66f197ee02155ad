using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>Handing out tasks, and keeping what was handed out.</summary>
internal static class Claims
{
    // Partial index tasks_ready, in its order. Locked rows are somebody else's: skipped, never waited for.
    private const string Pick = """
        SELECT t.id FROM tasks t JOIN scans s ON s.id = t.scan_id
        WHERE t.state = 0 AND t.stage = @stage AND t.lane = @lane AND t.not_before <= @now AND s.state IN (0, 1)
        ORDER BY t.not_before, t.seq LIMIT @max
        """;

    private const string Take = $"""
        UPDATE tasks SET state = 1, attempt = attempt + 1, used = used + 1, lease_owner = @owner, lease_until = @until, started_at = @now
        WHERE id IN (SELECT id FROM picked)
        RETURNING {TaskColumns.Plain}, seq
        """;

    // Only a scan's first task finds it queued. Its scan is locked with it: waiting for the scan while holding the task could deadlock with
    // a cancellation, which holds the scan and waits for the task.
    private const string ClaimIngest = $"""
        WITH picked AS MATERIALIZED ({Pick} FOR UPDATE OF t, s SKIP LOCKED),
        t AS ({Take}),
        begun AS (UPDATE scans SET state = 1, hinted_at = @now WHERE id IN (SELECT scan_id FROM t) AND state = 0)
        SELECT {TaskColumns.OfT}, {ScanColumns.OfS} FROM t JOIN scans s ON s.id = t.scan_id ORDER BY t.not_before, t.seq
        """;

    private const string ClaimLater = $"""
        WITH picked AS MATERIALIZED ({Pick} FOR UPDATE OF t SKIP LOCKED),
        t AS ({Take})
        SELECT {TaskColumns.OfT}, {ScanColumns.OfS} FROM t JOIN scans s ON s.id = t.scan_id ORDER BY t.not_before, t.seq
        """;

    // Primary key of tasks.
    private const string RenewLease = "UPDATE tasks SET lease_until = @until WHERE id = @id AND attempt = @attempt AND state = 1";

    public static async Task<IReadOnlyList<ClaimedTask>> RunAsync(
        PostgresDatabase database, Stage stage, Lane lane, string owner, int max, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var statement = new Statement(
            stage == Stage.Ingest ? ClaimIngest : ClaimLater,
            ("stage", stage),
            ("lane", lane),
            ("owner", owner),
            ("max", max),
            ("now", now),
            ("until", until));
        return await database.ChangeAsync([statement], ReadClaim, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<bool> RenewAsync(
        PostgresDatabase database, Guid task, int attempt, DateTimeOffset until, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(new Statement(RenewLease, ("until", until), ("id", task), ("attempt", attempt)), cancellationToken)
            .ConfigureAwait(false) == 1;

    // The statement sees the scan as it was before: queued, where this claim began it.
    private static ClaimedTask ReadClaim(Row row) => new(
        TaskColumns.Read(row, 0),
        ScanColumns.Read(row, TaskColumns.Count) with { State = Domain.Scans.ScanState.Running });
}
