using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Verdicts;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite.Ledger;

/// <summary>The verdict, and with it the end of a scan.</summary>
internal static class Conclusion
{
    // Unique index scans.id.
    private const string CompleteScan = """
        UPDATE scans SET state = 2, phase = 3, revision = revision + 1, verdict_id = @verdict_id, verdict = @verdict, ended_at = @now
        WHERE id = @id AND revision = @revision AND state IN (0, 1)
        RETURNING trace_parent
        """;

    // Index tasks_by_scan. A verdict may be reached before every task is done; what is left is not worth doing.
    private const string CancelTasks = """
        UPDATE tasks SET state = 5, ended_at = @now, lease_owner = NULL, lease_until = NULL WHERE scan_id = @id AND state IN (0, 1)
        """;

    // Primary key of current_verdicts.
    private const string ReadPrevious = "SELECT kind FROM current_verdicts WHERE target_key = @target";

    private const string InsertVerdict = """
        INSERT INTO verdicts (id, scan_id, target, target_key, version_id, kind, depth, policy, decided_at, report, catalog)
        VALUES (@id, @scan, @target, @target_key, @version, @kind, @depth, @policy, @at, @report, @catalog)
        """;

    private const string SwapCurrent = """
        INSERT INTO current_verdicts (target_key, verdict_id, kind, decided_at) VALUES (@target, @id, @kind, @at)
        ON CONFLICT (target_key) DO UPDATE SET verdict_id = excluded.verdict_id, kind = excluded.kind, decided_at = excluded.decided_at
        WHERE current_verdicts.decided_at <= excluded.decided_at
        """;

    public static Committed<bool> Run(SqliteSession session, long revision, Verdict verdict, string report, StorageClock clock)
    {
        var now = clock.Now();
        var ended = session.Query(
            CompleteScan,
            static row => row.TextOrNull(0),
            ("verdict_id", verdict.Id),
            ("verdict", verdict.Kind),
            ("now", now),
            ("id", verdict.ScanId),
            ("revision", revision));
        if (ended.Count == 0) return new(false, []);
        session.Execute(CancelTasks, ("now", now), ("id", verdict.ScanId));

        var target = ContentKey.Of(verdict.Target);
        var previous = session.Query(ReadPrevious, static row => row.Enum<VerdictKind>(0), ("target", target));
        session.Execute(
            InsertVerdict,
            ("id", verdict.Id),
            ("scan", verdict.ScanId),
            ("target", verdict.Target),
            ("target_key", target),
            ("version", verdict.VersionId),
            ("kind", verdict.Kind),
            ("depth", verdict.Depth),
            ("policy", verdict.PolicyDigest),
            ("at", verdict.DecidedAt),
            ("report", report),
            ("catalog", verdict.CatalogDigest));
        session.Execute(SwapCurrent, ("target", target), ("id", verdict.Id), ("kind", verdict.Kind), ("at", verdict.DecidedAt));
        var message = new MessageRow(clock.NewId(), MessageKind.ScanCompleted, verdict.ScanId, now)
        {
            VerdictId = verdict.Id,
            Target = verdict.Target,
            Verdict = verdict.Kind,
            PreviousVerdict = previous.Count == 0 ? null : previous[0],
            TraceParent = ended[0],
        };
        return new(true, [LedgerRows.Add(session, message)]);
    }
}
