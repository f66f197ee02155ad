using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>The next part of a scan's plan. One statement, whose guard is the scan's revision.</summary>
internal static class Planning
{
    // Primary key of scans.
    private const string Sql = $"""
        WITH done AS (
            UPDATE scans SET phase = @phase, state = 1, revision = revision + 1, hinted_at = @now
            WHERE id = @id AND revision = @revision AND state IN (0, 1)
            RETURNING id AS scan_id, trace_parent),
        new_tasks AS ({TaskInserts.Clause}),
        messages AS ({MessageInserts.Clause})
        SELECT trace_parent FROM done
        """;

    public static async Task<Committed<bool>> RunAsync(
        PostgresDatabase database,
        Guid scan,
        long revision,
        ScanPhase phase,
        IReadOnlyList<ScanTask> tasks,
        StorageClock clock,
        CancellationToken cancellationToken)
    {
        var now = clock.Now();
        List<NewTask> added = [.. tasks.Select(t => new NewTask(t.Id, scan, t.Stage, t.Lane, t.Subject, t.NotBefore > now ? t.NotBefore : now))];
        List<MessageRow> messages = tasks.Count == 0
            ? [MessageRow.ScanChanged(clock.NewId(), scan, now)]
            : [.. added.Select(t => MessageRow.TaskReady(clock.NewId(), t.Id, scan, t.Stage, t.Lane, now))];
        var statement = new Statement(
            Sql,
            [
                ("phase", phase),
                ("now", now),
                ("id", scan),
                ("revision", revision),
                .. TaskInserts.Arguments(added),
                .. MessageInserts.Arguments(messages),
            ]);
        var moved = await database.ChangeAsync([statement], static row => row.TextOrNull(0), cancellationToken).ConfigureAwait(false);
        return moved.Count == 0 ? new(false, []) : new(true, [.. messages.Select(m => (m with { TraceParent = moved[0] }).ToMessage())]);
    }
}
