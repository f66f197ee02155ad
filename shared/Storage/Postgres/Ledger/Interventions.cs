using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>What a person does to scans: cancel, retry. The scan is locked before its tasks, so no task is added meanwhile.</summary>
internal static class Interventions
{
    // Primary key of scans.
    private const string CancelScan = """
        WITH done AS (
            UPDATE scans SET state = 3, ended_at = @now, revision = revision + 1 WHERE id = @id AND state IN (0, 1) RETURNING id, trace_parent),
        message AS (
            INSERT INTO outbox (id, kind, scan_id, trace_parent, created_at) SELECT @message, 1, done.id, done.trace_parent, @now FROM done)
        SELECT trace_parent FROM done
        """;

    // Index tasks_by_scan. A statement of its own: it has to see the tasks that were added before the scan was locked.
    private const string CancelTasks = """
        UPDATE tasks SET state = 5, ended_at = @now, lease_owner = NULL, lease_until = NULL
        WHERE scan_id = @id AND state IN (0, 1) AND EXISTS (SELECT 1 FROM scans WHERE scans.id = @id AND scans.state = 3)
        """;

    // Index scans_by_run, in its order, so that two cancellations of a run cannot deadlock.
    private const string CancelScansOfRun = """
        WITH live AS MATERIALIZED (SELECT id FROM scans WHERE run_id = @run AND state IN (0, 1) ORDER BY seq FOR NO KEY UPDATE),
        done AS (UPDATE scans SET state = 3, ended_at = @now, revision = revision + 1 WHERE id IN (SELECT id FROM live) RETURNING 1)
        SELECT count(*) FROM done
        """;

    // Indexes scans_by_run, tasks_by_scan.
    private const string CancelTasksOfRun = """
        UPDATE tasks SET state = 5, ended_at = @now, lease_owner = NULL, lease_until = NULL
        FROM scans WHERE scans.run_id = @run AND scans.state = 3 AND tasks.scan_id = scans.id AND tasks.state IN (0, 1)
        """;

    private const string LockScanOfTask = "SELECT 1 FROM scans WHERE id = (SELECT scan_id FROM tasks WHERE id = @id) FOR NO KEY UPDATE";

    // Primary keys of tasks and scans. A scan that is still running keeps its phase: it waits for the task anyway.
    private const string RetryTask = """
        WITH task AS (
            UPDATE tasks SET state = 0, used = 0, deferrals = 0, not_before = @now, hinted_at = @now, failure_category = NULL, error = NULL,
                started_at = NULL, ended_at = NULL
            FROM scans
            WHERE tasks.id = @id AND tasks.state IN (3, 4) AND scans.id = tasks.scan_id AND scans.state <> 3
            RETURNING tasks.id, tasks.scan_id, tasks.stage, tasks.lane),
        done AS (
            UPDATE scans SET state = 1, revision = revision + 1, ended_at = NULL, hinted_at = @now, phase = CASE scans.state
                WHEN 2 THEN CASE task.stage WHEN 0 THEN 0 WHEN 3 THEN 2 ELSE 1 END ELSE scans.phase END
            FROM task WHERE scans.id = task.scan_id
            RETURNING scans.id, scans.trace_parent),
        message AS (
            INSERT INTO outbox (id, kind, scan_id, task_id, stage, lane, trace_parent, created_at)
            SELECT @message, 0, task.scan_id, task.id, task.stage, task.lane, done.trace_parent, @now FROM task, done)
        SELECT task.scan_id, task.stage, task.lane, done.trace_parent FROM task, done
        """;

    public static async Task<Committed<bool>> CancelAsync(
        PostgresDatabase database, Guid scan, StorageClock clock, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var message = clock.NewId();
        var cancelled = await database.ChangeAsync(
            [
                new Statement(CancelScan, ("id", scan), ("now", now), ("message", message)),
                new Statement(CancelTasks, ("id", scan), ("now", now)) { OnlyLocks = true },
            ],
            row => MessageRow.ScanChanged(message, scan, now, row.TextOrNull(0)),
            cancellationToken).ConfigureAwait(false);
        return cancelled.Count == 0 ? new(false, []) : new(true, [cancelled[0].ToMessage()]);
    }

    public static async Task<Committed<int>> CancelRunAsync(
        PostgresDatabase database, Guid run, StorageClock clock, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var cancelled = await database.ChangeAsync(
            [
                new Statement(CancelScansOfRun, ("run", run), ("now", now)),
                new Statement(CancelTasksOfRun, ("run", run), ("now", now)) { OnlyLocks = true },
            ],
            static row => row.Int(0),
            cancellationToken).ConfigureAwait(false);
        return new(cancelled[0], []);
    }

    public static async Task<Committed<bool>> RetryAsync(
        PostgresDatabase database, Guid task, StorageClock clock, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var message = clock.NewId();
        var retried = await database.ChangeAsync(
            [
                new Statement(LockScanOfTask, ("id", task)) { OnlyLocks = true },
                new Statement(RetryTask, ("id", task), ("now", now), ("message", message)),
            ],
            row => MessageRow.TaskReady(message, task, row.Id(0), row.Enum<Stage>(1), row.Enum<Lane>(2), now, row.TextOrNull(3)),
            cancellationToken).ConfigureAwait(false);
        return retried.Count == 0 ? new(false, []) : new(true, [retried[0].ToMessage()]);
    }
}
