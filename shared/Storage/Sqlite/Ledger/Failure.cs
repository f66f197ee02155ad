using Assay.Domain.Messages;
using Assay.Domain.Tasks;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite.Ledger;

/// <summary>Attempts that end without a result.</summary>
internal static class Failure
{
    // Unique indexes tasks.id, scans.id.
    private const string ReadAttempt = $"""
        SELECT {TaskAttempt.Columns} FROM tasks t JOIN scans s ON s.id = t.scan_id
        WHERE t.id = @id AND t.attempt = @attempt AND t.state = 1
        """;

    // Partial index tasks_leased.
    private const string ReadOverdue = $"""
        SELECT {TaskAttempt.Columns} FROM tasks t CROSS JOIN scans s ON s.id = t.scan_id
        WHERE t.state = 1 AND t.lease_until < @now
        ORDER BY t.lease_until LIMIT @max
        """;

    // Unique indexes tasks.id, scans.id.
    private const string EndLive = """
        UPDATE tasks SET state = 4, failure_category = @category, error = @error, lease_owner = NULL, lease_until = NULL, ended_at = @now
        WHERE id = @id AND state IN (0, 1)
        RETURNING scan_id, (SELECT trace_parent FROM scans WHERE scans.id = tasks.scan_id)
        """;

    // A scan whose only task ends before any claim counts as begun, so that the reconciler looks after it.
    private const string StartScan = "UPDATE scans SET state = 1, hinted_at = @now WHERE id = @id AND state = 0";

    public static Committed<bool> Fail(SqliteSession session, ClaimedTask claim, TaskFailure failure, StorageClock clock) =>
        End(session, claim, attempt => AttemptEnd.Failed(attempt, failure, clock));

    public static Committed<bool> Release(SqliteSession session, ClaimedTask claim, StorageClock clock) =>
        End(session, claim, attempt => AttemptEnd.Released(attempt, clock));

    public static Committed<int> ReclaimOverdue(SqliteSession session, int max, TaskFailure failure, StorageClock clock)
    {
        var messages = new List<OutboxMessage>();
        var ended = 0;
        foreach (var attempt in session.Query(ReadOverdue, TaskAttempt.Read, ("now", clock.Now()), ("max", max)))
        {
            var end = AttemptEnd.Failed(attempt, failure, clock);
            if (!LedgerRows.End(session, end)) continue;
            ended++;
            messages.AddRange(end.DueMessages);
        }
        return new(ended, messages);
    }

    public static Committed<bool> Quarantine(SqliteSession session, Guid task, TaskFailure failure, StorageClock clock)
    {
        var now = clock.Now();
        var ended = session.Query(
            EndLive,
            static row => (Scan: row.Id(0), Trace: row.TextOrNull(1)),
            ("category", failure.Category),
            ("error", failure.Message),
            ("now", now),
            ("id", task));
        if (ended.Count == 0) return new(false, []);
        session.Execute(StartScan, ("id", ended[0].Scan), ("now", now));
        return new(true, [LedgerRows.Add(session, MessageRow.ScanChanged(clock.NewId(), ended[0].Scan, now, ended[0].Trace))]);
    }

    private static Committed<bool> End(SqliteSession session, ClaimedTask claim, Func<TaskAttempt, AttemptEnd> decide)
    {
        var attempts = session.Query(ReadAttempt, TaskAttempt.Read, ("id", claim.Task.Id), ("attempt", claim.Task.Attempt));
        if (attempts.Count == 0) return new(false, []);
        var end = decide(attempts[0]);
        return LedgerRows.End(session, end) ? new(true, [.. end.DueMessages]) : new(false, []);
    }
}
