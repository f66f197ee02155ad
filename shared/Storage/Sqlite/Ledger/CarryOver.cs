using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite.Ledger;

/// <summary>Scans that end with an earlier verdict, because nothing about them has changed.</summary>
internal static class CarryOver
{
    // Primary key of current_verdicts, unique indexes of verdicts, versions and scans by id.
    private const string FindVerdict = """
        SELECT COALESCE(v.report_of, v.id), v.kind, v.depth, v.version_id
        FROM current_verdicts c JOIN verdicts v ON v.id = c.verdict_id JOIN versions ve ON ve.id = v.version_id JOIN scans s ON s.id = v.scan_id
        WHERE c.target_key = @target AND ve.listing_digest = @listing AND v.policy = @policy AND v.catalog = @catalog AND s.depth = @depth AND v.kind <> 2
        """;

    private const string InsertScan = """
        INSERT INTO scans (id, run_id, target, target_folded, lane, depth, policy, offline, refresh, state, phase, revision, version_id, verdict_id, verdict,
            trace_parent, created_at, hinted_at, ended_at)
        VALUES (@id, @run, @target, @folded, @lane, @depth, @policy, @offline, 0, 2, 3, 1, @version, @verdict_id, @verdict, @trace, @now, @now, @now)
        ON CONFLICT (id) DO NOTHING
        """;

    private const string InsertVerdict = """
        INSERT INTO verdicts (id, scan_id, target, target_key, version_id, kind, depth, policy, decided_at, report, catalog, report_of)
        VALUES (@id, @scan, @target, @key, @version, @kind, @depth, @policy, @now, '', @catalog, @shared)
        """;

    private const string SwapCurrent = "UPDATE current_verdicts SET verdict_id = @id, decided_at = @now WHERE target_key = @target";

    public static Committed<IReadOnlySet<Guid>> Run(SqliteSession session, IReadOnlyList<CarriedScan> scans, StorageClock clock)
    {
        var now = clock.Now();
        var ended = new HashSet<Guid>();
        var messages = new List<OutboxMessage>();
        foreach (var carried in scans)
        {
            var target = ContentKey.Of(carried.Scan.Target);
            if (Find(session, carried, target) is not { } known || ended.Contains(carried.Scan.Id)) continue;
            var verdictId = clock.NewId();
            if (Insert(session, carried.Scan, known, verdictId, now) == 0) continue;
            session.Execute(
                InsertVerdict,
                ("id", verdictId),
                ("scan", carried.Scan.Id),
                ("target", carried.Scan.Target),
                ("key", target),
                ("version", known.VersionId),
                ("kind", known.Kind),
                ("depth", known.Depth),
                ("policy", carried.Scan.PolicyDigest),
                ("now", now),
                ("catalog", carried.Catalog),
                ("shared", known.ReportOf));
            session.Execute(SwapCurrent, ("id", verdictId), ("now", now), ("target", target));
            ended.Add(carried.Scan.Id);
            messages.Add(LedgerRows.Add(session, new MessageRow(clock.NewId(), MessageKind.ScanCompleted, carried.Scan.Id, now)
            {
                VerdictId = verdictId,
                Target = carried.Scan.Target,
                Verdict = known.Kind,
                PreviousVerdict = known.Kind,
                TraceParent = carried.Scan.TraceParent,
            }));
        }
        return new(ended, messages);
    }

    private static KnownVerdict? Find(SqliteSession session, CarriedScan carried, object target)
    {
        var found = session.Query(
            FindVerdict,
            static row => new KnownVerdict(row.Id(0), row.Enum<VerdictKind>(1), row.Enum<Depth>(2), row.Id(3)),
            ("target", target),
            ("listing", carried.Listing),
            ("policy", carried.Scan.PolicyDigest),
            ("catalog", carried.Catalog),
            ("depth", carried.Scan.Depth));
        return found.Count == 0 ? null : found[0];
    }

    private static int Insert(SqliteSession session, NewScan scan, KnownVerdict known, Guid verdictId, DateTimeOffset now) => session.Execute(
        InsertScan,
        ("id", scan.Id),
        ("run", scan.RunId),
        ("target", scan.Target),
        ("folded", scan.Target.ToLowerInvariant()),
        ("lane", scan.Lane),
        ("depth", scan.Depth),
        ("policy", scan.PolicyDigest),
        ("offline", scan.Offline),
        ("version", known.VersionId),
        ("verdict_id", verdictId),
        ("verdict", known.Kind),
        ("trace", scan.TraceParent),
        ("now", now));

    private sealed record KnownVerdict(Guid ReportOf, VerdictKind Kind, Depth Depth, Guid VersionId);
}
