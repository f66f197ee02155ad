using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>
/// The part of a statement that inserts tasks, for each row of the statement's guard <c>done (scan_id, trace_parent)</c>: where the guard let
/// nothing through, nothing is inserted.
/// </summary>
internal static class TaskInserts
{
    public const string Clause = """
        INSERT INTO tasks (id, scan_id, stage, lane, state, subject, attempt, used, deferrals, not_before, hinted_at, created_at)
        SELECT n.id, n.scan_id, n.stage, n.lane, 0, n.subject, 0, 0, 0, n.not_before, n.not_before, @now
        FROM done JOIN unnest(@task_ids::uuid[], @task_scans::uuid[], @task_stages::smallint[], @task_lanes::smallint[],
                @task_subjects::text[], @task_times::timestamptz[])
            WITH ORDINALITY AS n (id, scan_id, stage, lane, subject, not_before, position) ON n.scan_id = done.scan_id
        ORDER BY n.position
        """;

    public static IEnumerable<(string Name, object? Value)> Arguments(IReadOnlyList<NewTask> tasks) =>
    [
        ("task_ids", tasks.Select(t => t.Id).ToArray()),
        ("task_scans", tasks.Select(t => t.ScanId).ToArray()),
        ("task_stages", tasks.Select(t => (short)t.Stage).ToArray()),
        ("task_lanes", tasks.Select(t => (short)t.Lane).ToArray()),
        ("task_subjects", tasks.Select(t => Json.Subject(t.Subject)).ToArray()),
        ("task_times", tasks.Select(t => t.NotBefore.ToUniversalTime()).ToArray()),
    ];
}
