using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>New scans with their Ingest tasks.</summary>
internal static class Submission
{
    // Primary key of scans. Tasks and messages are written for the scans that are new.
    private const string Sql = $"""
        WITH done AS (
            INSERT INTO scans (id, run_id, target, target_folded, lane, depth, policy, offline, refresh, state, phase, revision,
                trace_parent, created_at, hinted_at)
            SELECT u.id, u.run_id, u.target, u.folded, u.lane, u.depth, u.policy, u.offline, u.refresh, 0, 0, 0, u.trace, @now, @now
            FROM unnest(@ids::uuid[], @runs::uuid[], @targets::text[], @folded::text[], @lanes::smallint[], @depths::smallint[],
                    @policies::bytea[], @offline::boolean[], @refresh::boolean[], @traces::text[])
                WITH ORDINALITY AS u (id, run_id, target, folded, lane, depth, policy, offline, refresh, trace, position)
            ORDER BY u.position
            ON CONFLICT (id) DO NOTHING
            RETURNING id AS scan_id, trace_parent),
        new_tasks AS ({TaskInserts.Clause}),
        messages AS ({MessageInserts.Clause})
        SELECT scan_id FROM done
        """;

    public static async Task<Committed<int>> RunAsync(
        PostgresDatabase database, IReadOnlyList<NewScan> scans, StorageClock clock, CancellationToken cancellationToken)
    {
        if (scans.Count == 0) return new(0, []);
        var now = clock.Now();
        var unique = scans.DistinctBy(scan => scan.Id).ToList();
        var tasks = unique.ConvertAll(scan => new NewTask(clock.NewId(), scan.Id, Stage.Ingest, scan.Lane, TaskSubject.None, now));
        var messages = unique.Zip(tasks, (scan, task) =>
            MessageRow.TaskReady(clock.NewId(), task.Id, scan.Id, task.Stage, task.Lane, now, scan.TraceParent)).ToList();
        var added = await database.ChangeAsync(
            [new Statement(Sql, [("now", now), .. Arguments(unique), .. TaskInserts.Arguments(tasks), .. MessageInserts.Arguments(messages)])],
            static row => row.Id(0),
            cancellationToken).ConfigureAwait(false);
        var isNew = added.ToHashSet();
        return new(added.Count, [.. messages.Where(message => isNew.Contains(message.ScanId)).Select(message => message.ToMessage())]);
    }

    private static IEnumerable<(string Name, object? Value)> Arguments(List<NewScan> scans)
    {
        var targets = scans.ConvertAll(s => StoredText.Clean(s.Target));
        return
        [
            ("ids", scans.Select(s => s.Id).ToArray()),
            ("runs", scans.Select(s => s.RunId).ToArray()),
            ("targets", targets.ToArray()),
            ("folded", targets.Select(t => t.ToLowerInvariant()).ToArray()),
            ("lanes", scans.Select(s => (short)s.Lane).ToArray()),
            ("depths", scans.Select(s => (short)s.Depth).ToArray()),
            ("policies", scans.Select(s => PostgresDialect.ToBytes(s.PolicyDigest)).ToArray()),
            ("offline", scans.Select(s => s.Offline).ToArray()),
            ("refresh", scans.Select(s => s.Refresh).ToArray()),
            ("traces", scans.Select(s => s.TraceParent is null ? null : StoredText.Clean(s.TraceParent)).ToArray()),
        ];
    }
}
