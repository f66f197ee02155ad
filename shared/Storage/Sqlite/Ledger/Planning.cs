using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite.Ledger;

/// <summary>The next part of a scan's plan.</summary>
internal static class Planning
{
    // Unique index scans.id.
    private const string MoveScan = """
        UPDATE scans SET phase = @phase, state = 1, revision = revision + 1, hinted_at = @now
        WHERE id = @id AND revision = @revision AND state IN (0, 1)
        RETURNING trace_parent
        """;

    public static Committed<bool> Run(
        SqliteSession session, Guid scan, long revision, ScanPhase phase, IReadOnlyList<ScanTask> tasks, StorageClock clock)
    {
        var now = clock.Now();
        var moved = session.Query(
            MoveScan, static row => row.TextOrNull(0), ("phase", phase), ("now", now), ("id", scan), ("revision", revision));
        if (moved.Count == 0) return new(false, []);
        var messages = new List<OutboxMessage>(tasks.Count);
        foreach (var task in tasks)
        {
            LedgerRows.Add(session, new NewTask(task.Id, scan, task.Stage, task.Lane, task.Subject, task.NotBefore > now ? task.NotBefore : now), now);
            messages.Add(LedgerRows.Add(session, MessageRow.TaskReady(clock.NewId(), task.Id, scan, task.Stage, task.Lane, now, moved[0])));
        }
        if (tasks.Count == 0) messages.Add(LedgerRows.Add(session, MessageRow.ScanChanged(clock.NewId(), scan, now, moved[0])));
        return new(true, messages);
    }
}
