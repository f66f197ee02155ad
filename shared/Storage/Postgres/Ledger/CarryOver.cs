using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>Scans that end with an earlier verdict, because nothing about them has changed. One statement for all of them.</summary>
internal static class CarryOver
{
    // Primary keys of current_verdicts, verdicts, versions and scans.
    private const string Sql = """
        WITH asked AS (
            SELECT * FROM unnest(@ids::uuid[], @runs::uuid[], @targets::text[], @folded::text[], @keys::bytea[], @lanes::smallint[], @depths::smallint[],
                    @policies::bytea[], @offline::boolean[], @traces::text[], @listings::bytea[], @catalogs::bytea[], @verdicts::uuid[], @messages::uuid[])
                WITH ORDINALITY AS u (id, run_id, target, folded, target_key, lane, depth, policy, offline, trace, listing, catalog, verdict_id, message_id, position)),
        known AS (
            SELECT a.*, COALESCE(v.report_of, v.id) AS shared, v.kind AS known_kind, v.depth AS known_depth, v.version_id AS known_version
            FROM asked a
            JOIN current_verdicts c ON c.target_key = a.target_key
            JOIN verdicts v ON v.id = c.verdict_id
            JOIN versions ve ON ve.id = v.version_id
            JOIN scans s ON s.id = v.scan_id
            WHERE ve.listing_digest = a.listing AND v.policy = a.policy AND v.catalog = a.catalog AND s.depth = a.depth AND v.kind <> 2),
        done AS (
            INSERT INTO scans (id, run_id, target, target_folded, lane, depth, policy, offline, refresh, state, phase, revision, version_id, verdict_id,
                verdict, trace_parent, created_at, hinted_at, ended_at)
            SELECT k.id, k.run_id, k.target, k.folded, k.lane, k.depth, k.policy, k.offline, false, 2, 3, 1, k.known_version, k.verdict_id,
                k.known_kind, k.trace, @now, @now, @now
            FROM known k ORDER BY k.position
            ON CONFLICT (id) DO NOTHING
            RETURNING id),
        written AS (
            INSERT INTO verdicts (id, scan_id, target, target_key, version_id, kind, depth, policy, decided_at, report, catalog, report_of)
            SELECT k.verdict_id, k.id, k.target, k.target_key, k.known_version, k.known_kind, k.known_depth, k.policy, @now, '', k.catalog, k.shared
            FROM known k JOIN done ON done.id = k.id),
        swapped AS (
            UPDATE current_verdicts c SET verdict_id = k.verdict_id, decided_at = @now
            FROM known k JOIN done ON done.id = k.id WHERE c.target_key = k.target_key),
        announced AS (
            INSERT INTO outbox (id, kind, scan_id, verdict_id, target, verdict, previous_verdict, trace_parent, created_at)
            SELECT k.message_id, 2, k.id, k.verdict_id, k.target, k.known_kind, k.known_kind, k.trace, @now FROM known k JOIN done ON done.id = k.id)
        SELECT done.id, k.known_kind FROM done JOIN known k ON k.id = done.id
        """;

    public static async Task<Committed<IReadOnlySet<Guid>>> RunAsync(
        PostgresDatabase database, IReadOnlyList<CarriedScan> scans, StorageClock clock, CancellationToken cancellationToken)
    {
        if (scans.Count == 0) return new(new HashSet<Guid>(), []);
        var now = clock.Now();
        var unique = scans.DistinctBy(s => s.Scan.Id).ToList();
        var rows = unique.ToDictionary(s => s.Scan.Id, s => new MessageRow(clock.NewId(), MessageKind.ScanCompleted, s.Scan.Id, now)
        {
            VerdictId = clock.NewId(),
            Target = StoredText.Clean(s.Scan.Target),
            TraceParent = s.Scan.TraceParent is null ? null : StoredText.Clean(s.Scan.TraceParent),
        });
        var done = await database.ChangeAsync(
            [new Statement(Sql, [("now", now), .. Arguments(unique, rows)])],
            static row => (Id: row.Id(0), Kind: row.Enum<VerdictKind>(1)),
            cancellationToken).ConfigureAwait(false);
        return new(
            done.Select(d => d.Id).ToHashSet(),
            [.. done.Select(d => (rows[d.Id] with { Verdict = d.Kind, PreviousVerdict = d.Kind }).ToMessage())]);
    }

    private static IEnumerable<(string Name, object? Value)> Arguments(List<CarriedScan> scans, Dictionary<Guid, MessageRow> rows) =>
    [
        ("ids", scans.Select(s => s.Scan.Id).ToArray()),
        ("runs", scans.Select(s => s.Scan.RunId).ToArray()),
        ("targets", scans.Select(s => rows[s.Scan.Id].Target).ToArray()),
        ("folded", scans.Select(s => rows[s.Scan.Id].Target!.ToLowerInvariant()).ToArray()),
        ("keys", scans.Select(s => ContentKey.Of(s.Scan.Target)).ToArray()),
        ("lanes", scans.Select(s => (short)s.Scan.Lane).ToArray()),
        ("depths", scans.Select(s => (short)s.Scan.Depth).ToArray()),
        ("policies", scans.Select(s => PostgresDialect.ToBytes(s.Scan.PolicyDigest)).ToArray()),
        ("offline", scans.Select(s => s.Scan.Offline).ToArray()),
        ("traces", scans.Select(s => rows[s.Scan.Id].TraceParent).ToArray()),
        ("listings", scans.Select(s => PostgresDialect.ToBytes(s.Listing)).ToArray()),
        ("catalogs", scans.Select(s => PostgresDialect.ToBytes(s.Catalog)).ToArray()),
        ("verdicts", scans.Select(s => rows[s.Scan.Id].VerdictId!.Value).ToArray()),
        ("messages", scans.Select(s => rows[s.Scan.Id].Id).ToArray()),
    ];
}
