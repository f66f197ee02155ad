using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite.Ledger;

/// <summary>What a person does to scans: cancel, retry.</summary>
internal static class Interventions
{
    // Unique index scans.id.
    private const string CancelScan = """
        UPDATE scans SET state = 3, ended_at = @now, revision = revision + 1 WHERE id = @id AND state IN (0, 1) RETURNING trace_parent
        """;

    // Index tasks_by_scan.
    private const string CancelTasks = """
        UPDATE tasks SET state = 5, ended_at = @now, lease_owner = NULL, lease_until = NULL WHERE scan_id = @id AND state IN (0, 1)
        """;

    // Index scans_by_run.
    private const string CancelScansOfRun = """
        UPDATE scans SET state = 3, ended_at = @now, revision = revision + 1 WHERE run_id = @run AND state IN (0, 1)
        """;

    // Indexes scans_by_run, tasks_by_scan.
    private const string CancelTasksOfRun = """
        UPDATE tasks SET state = 5, ended_at = @now, lease_owner = NULL, lease_until = NULL
        WHERE scan_id IN (SELECT id FROM scans WHERE run_id = @run) AND state IN (0, 1)
        """;

    // Unique indexes tasks.id, scans.id.
    private const string RetryTask = """
        UPDATE tasks SET state = 0, used = 0, deferrals = 0, not_before = @now, hinted_at = @now, failure_category = NULL, error = NULL,
            started_at = NULL, ended_at = NULL
        WHERE id = @id AND state IN (3, 4) AND (SELECT state FROM scans WHERE scans.id = tasks.scan_id) <> 3
        RETURNING scan_id, stage, lane
        """;

    // Unique index scans.id. A scan that is still running keeps its phase: it waits for the task anyway.
    private const string ReopenScan = """
        UPDATE scans SET phase = CASE state WHEN 2 THEN @phase ELSE phase END, state = 1, revision = revision + 1, ended_at = NULL, hinted_at = @now
        WHERE id = @id
        RETURNING trace_parent
        """;

    public static Committed<bool> Cancel(SqliteSession session, Guid scan, StorageClock clock)
    {
        var now = clock.Now();
        var cancelled = session.Query(CancelScan, static row => row.TextOrNull(0), ("now", now), ("id", scan));
        if (cancelled.Count == 0) return new(false, []);
        session.Execute(CancelTasks, ("now", now), ("id", scan));
        return new(true, [LedgerRows.Add(session, MessageRow.ScanChanged(clock.NewId(), scan, now, cancelled[0]))]);
    }

    public static Committed<int> CancelRun(SqliteSession session, Guid run, StorageClock clock)
    {
        var now = clock.Now();
        var cancelled = session.Execute(CancelScansOfRun, ("now", now), ("run", run));
        if (cancelled > 0) session.Execute(CancelTasksOfRun, ("now", now), ("run", run));
        return new(cancelled, []);
    }

    public static Committed<bool> Retry(SqliteSession session, Guid task, StorageClock clock)
    {
        var now = clock.Now();
        var retried = session.Query(
            RetryTask, static row => (Scan: row.Id(0), Stage: row.Enum<Stage>(1), Lane: row.Enum<Lane>(2)), ("now", now), ("id", task));
        if (retried.Count == 0) return new(false, []);
        var (scan, stage, lane) = retried[0];
        var trace = session.Query(ReopenScan, static row => row.TextOrNull(0), ("phase", Phases.Of(stage)), ("now", now), ("id", scan));
        return new(true, [LedgerRows.Add(session, MessageRow.TaskReady(clock.NewId(), task, scan, stage, lane, now, trace[0]))]);
    }
}
