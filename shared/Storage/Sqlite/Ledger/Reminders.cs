using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite.Ledger;

/// <summary>Hints for what seems forgotten.</summary>
internal static class Reminders
{
    // Partial index tasks_unhinted.
    private const string MarkTasks = """
        UPDATE tasks SET hinted_at = @now
        WHERE seq IN (SELECT seq FROM tasks WHERE state = 0 AND hinted_at < @before AND not_before < @before ORDER BY hinted_at LIMIT @max)
        RETURNING id, scan_id, stage, lane, (SELECT trace_parent FROM scans WHERE scans.id = tasks.scan_id)
        """;

    // Partial index scans_running, index tasks_by_scan. A task that ended lately has just announced itself.
    private const string MarkScans = """
        UPDATE scans SET hinted_at = @now
        WHERE seq IN (
            SELECT s.seq FROM scans s INDEXED BY scans_running
            WHERE s.state = 1 AND s.hinted_at < @before
                AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.scan_id = s.id AND (t.state IN (0, 1) OR t.ended_at >= @before))
            ORDER BY s.hinted_at LIMIT @max)
        RETURNING id, trace_parent
        """;

    public static Committed<int> Run(SqliteSession session, TimeSpan quiet, int max, StorageClock clock)
    {
        var now = clock.Now();
        var hints = session.Query(
            MarkTasks,
            row => MessageRow.TaskReady(clock.NewId(), row.Id(0), row.Id(1), row.Enum<Stage>(2), row.Enum<Lane>(3), now, row.TextOrNull(4)),
            ("now", now),
            ("before", now - quiet),
            ("max", max));
        if (hints.Count < max)
        {
            hints.AddRange(session.Query(
                MarkScans,
                row => MessageRow.ScanChanged(clock.NewId(), row.Id(0), now, row.TextOrNull(1)),
                ("now", now),
                ("before", now - quiet),
                ("max", max - hints.Count)));
        }
        List<OutboxMessage> messages = [.. hints.Select(hint => LedgerRows.Add(session, hint))];
        return new(messages.Count, messages);
    }
}
