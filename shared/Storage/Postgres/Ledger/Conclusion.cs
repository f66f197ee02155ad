using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Verdicts;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>The verdict, and with it the end of a scan. One statement, whose guard is the scan's revision.</summary>
internal static class Conclusion
{
    // Primary keys of scans and current_verdicts, index tasks_by_scan. A verdict may be reached before every task is done; what is left is not
    // worth doing.
    private const string Sql = """
        WITH done AS (
            UPDATE scans SET state = 2, phase = 3, revision = revision + 1, verdict_id = @verdict_id, verdict = @kind, ended_at = @now
            WHERE id = @scan AND revision = @revision AND state IN (0, 1)
            RETURNING id AS scan_id, trace_parent),
        dropped AS (
            UPDATE tasks SET state = 5, ended_at = @now, lease_owner = NULL, lease_until = NULL
            FROM done WHERE tasks.scan_id = done.scan_id AND tasks.state IN (0, 1)),
        previous AS (SELECT kind FROM current_verdicts WHERE target_key = @target_key),
        written AS (
            INSERT INTO verdicts (id, scan_id, target, target_key, version_id, kind, depth, policy, decided_at, report, catalog)
            SELECT @verdict_id, done.scan_id, @target, @target_key, @version::uuid, @kind, @depth, @policy, @decided, @report, @catalog FROM done),
        swapped AS (
            INSERT INTO current_verdicts (target_key, verdict_id, kind, decided_at) SELECT @target_key, @verdict_id, @kind, @decided FROM done
            ON CONFLICT (target_key) DO UPDATE SET verdict_id = excluded.verdict_id, kind = excluded.kind, decided_at = excluded.decided_at
            WHERE current_verdicts.decided_at <= excluded.decided_at),
        message AS (
            INSERT INTO outbox (id, kind, scan_id, verdict_id, target, verdict, previous_verdict, trace_parent, created_at)
            SELECT @message, 2, done.scan_id, @verdict_id, @target, @kind, (SELECT kind FROM previous), done.trace_parent, @now FROM done)
        SELECT trace_parent, (SELECT kind FROM previous) FROM done
        """;

    public static async Task<Committed<bool>> RunAsync(
        PostgresDatabase database, long revision, Verdict verdict, StorageClock clock, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var message = new MessageRow(clock.NewId(), MessageKind.ScanCompleted, verdict.ScanId, now)
        {
            VerdictId = verdict.Id,
            Target = verdict.Target,
            Verdict = verdict.Kind,
        };
        var statement = new Statement(
            Sql,
            ("verdict_id", verdict.Id),
            ("kind", verdict.Kind),
            ("now", now),
            ("scan", verdict.ScanId),
            ("revision", revision),
            ("target", verdict.Target),
            ("target_key", ContentKey.Of(verdict.Target)),
            ("version", verdict.VersionId),
            ("depth", verdict.Depth),
            ("policy", verdict.PolicyDigest),
            ("decided", verdict.DecidedAt),
            ("report", Json.Write(verdict.Report)),
            ("catalog", verdict.CatalogDigest),
            ("message", message.Id));
        var done = await database.ChangeAsync(
            [statement],
            row => message with { TraceParent = row.TextOrNull(0), PreviousVerdict = row.EnumOrNull<VerdictKind>(1) },
            cancellationToken).ConfigureAwait(false);
        return done.Count == 0 ? new(false, []) : new(true, [done[0].ToMessage()]);
    }
}
