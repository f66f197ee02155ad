using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>Hints for what seems forgotten. Rows that are locked are being worked on: skipped.</summary>
internal static class Reminders
{
    // Partial index tasks_unhinted. The outbox gets its ids from the caller, in the order of the rows.
    private const string MarkTasks = """
        WITH forgotten AS MATERIALIZED (
            SELECT id FROM tasks WHERE state = 0 AND hinted_at < @before AND not_before < @before ORDER BY hinted_at LIMIT @max FOR UPDATE SKIP LOCKED),
        marked AS (UPDATE tasks SET hinted_at = @now WHERE id IN (SELECT id FROM forgotten) RETURNING id, scan_id, stage, lane),
        numbered AS MATERIALIZED (SELECT marked.*, row_number() OVER () AS position FROM marked),
        hints AS MATERIALIZED (
            SELECT m.id AS message_id, n.id, n.scan_id, n.stage, n.lane, s.trace_parent
            FROM numbered n JOIN scans s ON s.id = n.scan_id JOIN unnest(@messages) WITH ORDINALITY AS m (id, position) USING (position)),
        message AS (
            INSERT INTO outbox (id, kind, scan_id, task_id, stage, lane, trace_parent, created_at)
            SELECT message_id, 0, scan_id, id, stage, lane, trace_parent, @now FROM hints)
        SELECT message_id, id, scan_id, stage, lane, trace_parent FROM hints
        """;

    // Partial index scans_running, index tasks_by_scan. A task that ended lately has just announced itself.
    private const string MarkScans = """
        WITH forgotten AS MATERIALIZED (
            SELECT s.id FROM scans s
            WHERE s.state = 1 AND s.hinted_at < @before
                AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.scan_id = s.id AND (t.state IN (0, 1) OR t.ended_at >= @before))
            ORDER BY s.hinted_at LIMIT @max FOR UPDATE OF s SKIP LOCKED),
        marked AS (UPDATE scans SET hinted_at = @now WHERE id IN (SELECT id FROM forgotten) RETURNING id, trace_parent),
        numbered AS MATERIALIZED (SELECT marked.*, row_number() OVER () AS position FROM marked),
        hints AS MATERIALIZED (
            SELECT m.id AS message_id, n.id, n.trace_parent FROM numbered n JOIN unnest(@messages) WITH ORDINALITY AS m (id, position) USING (position)),
        message AS (INSERT INTO outbox (id, kind, scan_id, trace_parent, created_at) SELECT message_id, 1, id, trace_parent, @now FROM hints)
        SELECT message_id, id, trace_parent FROM hints
        """;

    public static async Task<Committed<int>> RunAsync(
        PostgresDatabase database, TimeSpan quiet, int max, StorageClock clock, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var tasks = await database.ChangeAsync(
            [Mark(MarkTasks, max)],
            row => MessageRow.TaskReady(row.Id(0), row.Id(1), row.Id(2), row.Enum<Stage>(3), row.Enum<Lane>(4), now, row.TextOrNull(5)).ToMessage(),
            cancellationToken).ConfigureAwait(false);
        List<OutboxMessage> scans = tasks.Count >= max ? [] : await database.ChangeAsync(
            [Mark(MarkScans, max - tasks.Count)],
            row => MessageRow.ScanChanged(row.Id(0), row.Id(1), now, row.TextOrNull(2)).ToMessage(),
            cancellationToken).ConfigureAwait(false);
        return new(tasks.Count + scans.Count, [.. tasks, .. scans]);

        Statement Mark(string sql, int limit) => new(
            sql,
            ("now", now),
            ("before", now - quiet),
            ("max", limit),
            ("messages", Enumerable.Range(0, limit).Select(_ => clock.NewId()).ToArray()));
    }
}
