using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>The statements that write the ends of attempts, in one transaction. Each returns the task's id, unless it was fenced off.</summary>
internal static class AttemptEnds
{
    // Primary key of tasks. An overdue lease may have been renewed since it was read.
    private const string End = $"""
        WITH done AS (
            UPDATE tasks SET state = @state, used = @used, deferrals = @deferrals, not_before = @not_before, hinted_at = @not_before,
                failure_category = @category::smallint, error = @error::text, lease_owner = NULL, lease_until = NULL, ended_at = @ended::timestamptz
            WHERE id = @id AND attempt = @attempt AND state = 1 AND (@overdue::timestamptz IS NULL OR lease_until < @overdue::timestamptz)
            RETURNING id, scan_id, @trace::text AS trace_parent),
        new_tasks AS ({TaskInserts.Clause}),
        messages AS ({MessageInserts.Clause})
        SELECT id FROM done
        """;

    // A split adds tasks to the scan, which must not happen beside a cancellation. Scans before tasks, as everywhere.
    private const string LockScans = "SELECT 1 FROM scans WHERE id = ANY(@ids) ORDER BY id FOR NO KEY UPDATE";

    public static IReadOnlyList<Statement> Statements(IReadOnlyList<AttemptEnd> ends, DateTimeOffset? overdueAt)
    {
        var splits = ends.Where(end => end.Children.Count > 0).Select(end => end.Attempt.ScanId).Distinct().ToArray();
        var statements = ends.Select(end => Of(end, overdueAt));
        return splits.Length == 0 ? [.. statements] : [new Statement(LockScans, ("ids", splits)) { OnlyLocks = true }, .. statements];
    }

    private static Statement Of(AttemptEnd end, DateTimeOffset? overdueAt) => new(
        End,
        [
            ("now", end.Now),
            ("state", end.State),
            ("used", end.Used),
            ("deferrals", end.Deferrals),
            ("not_before", end.NotBefore),
            ("category", end.Failure?.Category),
            ("error", end.Failure?.Message),
            ("ended", end.EndedAt),
            ("id", end.Attempt.Id),
            ("attempt", end.Attempt.Attempt),
            ("overdue", overdueAt),
            ("trace", end.Attempt.TraceParent),
            .. TaskInserts.Arguments(end.Children),
            .. MessageInserts.Arguments(end.Messages),
        ]);
}
