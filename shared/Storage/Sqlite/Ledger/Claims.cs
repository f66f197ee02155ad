using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Storage.Ledger.Rows;

namespace Assay.Storage.Sqlite.Ledger;

/// <summary>Handing out tasks, and keeping what was handed out.</summary>
internal static class Claims
{
    // Partial index tasks_ready, in its order; the cross join keeps scans the inner loop.
    private const string ClaimTasks = $"""
        UPDATE tasks SET state = 1, attempt = attempt + 1, used = used + 1, lease_owner = @owner, lease_until = @until, started_at = @now
        WHERE seq IN (
            SELECT t.seq FROM tasks t CROSS JOIN scans s ON s.id = t.scan_id
            WHERE t.state = 0 AND t.stage = @stage AND t.lane = @lane AND t.not_before <= @now AND s.state IN (0, 1)
            ORDER BY t.not_before, t.seq LIMIT @max)
        RETURNING {TaskColumns.Plain}, seq
        """;

    // Unique index scans.id, for both.
    private const string StartScan = "UPDATE scans SET state = 1, hinted_at = @now WHERE id = @id AND state = 0";

    private const string ReadScan = $"SELECT {ScanColumns.OfS} FROM scans s WHERE s.id = @id";

    // Unique index tasks.id.
    private const string RenewLease = "UPDATE tasks SET lease_until = @until WHERE id = @id AND attempt = @attempt AND state = 1";

    public static IReadOnlyList<ClaimedTask> Run(
        SqliteSession session, Stage stage, Lane lane, string owner, int max, DateTimeOffset now, DateTimeOffset until)
    {
        var tasks = session.Query(
            ClaimTasks,
            static row => (Task: TaskColumns.Read(row, 0), Sequence: row.Long(TaskColumns.Count)),
            ("owner", owner),
            ("until", until),
            ("now", now),
            ("stage", stage),
            ("lane", lane),
            ("max", max));
        // RETURNING promises no order.
        tasks.Sort(static (a, b) => (a.Task.NotBefore, a.Sequence).CompareTo((b.Task.NotBefore, b.Sequence)));
        var scans = new Dictionary<Guid, Scan>(tasks.Count);
        return [.. tasks.Select(t => new ClaimedTask(t.Task, ScanOf(t.Task.ScanId)))];

        Scan ScanOf(Guid id)
        {
            if (scans.TryGetValue(id, out var scan)) return scan;
            session.Execute(StartScan, ("id", id), ("now", now));
            return scans[id] = session.Query(ReadScan, static row => ScanColumns.Read(row, 0), ("id", id))[0];
        }
    }

    public static bool Renew(SqliteSession session, Guid task, int attempt, DateTimeOffset until) =>
        session.Execute(RenewLease, ("until", until), ("id", task), ("attempt", attempt)) == 1;
}
