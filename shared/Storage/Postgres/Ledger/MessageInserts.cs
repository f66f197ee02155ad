using Assay.Storage.Ledger.Rows;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>The part of a statement that writes hints to the outbox, for each row of the statement's guard <c>done (scan_id, trace_parent)</c>.</summary>
internal static class MessageInserts
{
    public const string Clause = """
        INSERT INTO outbox (id, kind, scan_id, task_id, stage, lane, trace_parent, created_at)
        SELECT m.id, m.kind, m.scan_id, m.task_id, m.stage, m.lane, done.trace_parent, m.created_at
        FROM done JOIN unnest(@message_ids::uuid[], @message_kinds::smallint[], @message_scans::uuid[], @message_tasks::uuid[],
                @message_stages::smallint[], @message_lanes::smallint[], @message_times::timestamptz[])
            AS m (id, kind, scan_id, task_id, stage, lane, created_at) ON m.scan_id = done.scan_id
        """;

    public static IEnumerable<(string Name, object? Value)> Arguments(IReadOnlyList<MessageRow> messages) =>
    [
        ("message_ids", messages.Select(m => m.Id).ToArray()),
        ("message_kinds", messages.Select(m => (short)m.Kind).ToArray()),
        ("message_scans", messages.Select(m => m.ScanId).ToArray()),
        ("message_tasks", messages.Select(m => m.TaskId).ToArray()),
        ("message_stages", messages.Select(m => (short?)m.Stage).ToArray()),
        ("message_lanes", messages.Select(m => (short?)m.Lane).ToArray()),
        ("message_times", messages.Select(m => m.CreatedAt).ToArray()),
    ];
}
