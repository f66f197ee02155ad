using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite.Ledger;

/// <summary>New scans with their Ingest tasks.</summary>
internal static class Submission
{
    // scans: unique index on id.
    private const string InsertScan = """
        INSERT INTO scans (id, run_id, target, target_folded, lane, depth, policy, offline, refresh, state, phase, revision, trace_parent, created_at, hinted_at)
        VALUES (@id, @run, @target, @folded, @lane, @depth, @policy, @offline, @refresh, 0, 0, 0, @trace, @now, @now)
        ON CONFLICT (id) DO NOTHING
        """;

    public static Committed<int> Run(SqliteSession session, IReadOnlyList<NewScan> scans, StorageClock clock)
    {
        var now = clock.Now();
        var messages = new List<OutboxMessage>(scans.Count);
        foreach (var scan in scans)
        {
            if (Insert(session, scan, now) == 0) continue;
            var task = new NewTask(clock.NewId(), scan.Id, Stage.Ingest, scan.Lane, TaskSubject.None, now);
            LedgerRows.Add(session, task, now);
            messages.Add(LedgerRows.Add(
                session, MessageRow.TaskReady(clock.NewId(), task.Id, scan.Id, task.Stage, task.Lane, now, scan.TraceParent)));
        }
        return new(messages.Count, messages);
    }

    private static int Insert(SqliteSession session, NewScan scan, DateTimeOffset now) => session.Execute(
        InsertScan,
        ("id", scan.Id),
        ("run", scan.RunId),
        ("target", scan.Target),
        ("folded", scan.Target.ToLowerInvariant()),
        ("lane", scan.Lane),
        ("depth", scan.Depth),
        ("policy", scan.PolicyDigest),
        ("offline", scan.Offline),
        ("refresh", scan.Refresh),
        ("trace", scan.TraceParent),
        ("now", now));
}
