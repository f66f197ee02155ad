using Assay.Domain.Messages;
using Assay.Domain.Tasks;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>The end of a task that succeeded, with what it found. One statement, whose guard is the attempt number.</summary>
internal static class Completion
{
    // Primary keys of tasks and facts. Facts in the order of their keys, so that two writers of the same ones cannot deadlock.
    private const string End = $"""
        WITH done AS (
            UPDATE tasks SET state = 2, ended_at = @now, lease_owner = NULL, lease_until = NULL, failure_category = NULL, error = NULL
            WHERE id = @id AND attempt = @attempt AND state = 1
            RETURNING scan_id, @trace::text AS trace_parent),
        new_facts AS (
            INSERT INTO facts (subject, analyser, version, settings, rules, body, recorded_at)
            SELECT f.* FROM done, unnest(@fact_subjects::bytea[], @fact_analysers::text[], @fact_versions::integer[], @fact_settings::bytea[],
                    @fact_rules::bytea[], @fact_bodies::text[], @fact_times::timestamptz[])
                AS f (subject, analyser, version, settings, rules, body, recorded_at)
            ORDER BY f.subject, f.analyser, f.version, f.settings, f.rules
            ON CONFLICT DO NOTHING),
        messages AS ({MessageInserts.Clause})
        """;

    private const string EndOnly = $"{End} SELECT scan_id FROM done";

    private const string EndWithVersion = $"{End}, {VersionInserts.Clauses} SELECT scan_id FROM done";

    // Scan before task, as in every transaction that locks both.
    private const string LockScan = "SELECT 1 FROM scans WHERE id = @scan FOR NO KEY UPDATE";

    public static async Task<Committed<bool>> RunAsync(
        PostgresDatabase database, ClaimedTask claim, TaskResult result, StorageClock clock, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var message = MessageRow.ScanChanged(clock.NewId(), claim.Scan.Id, now, claim.Scan.TraceParent);
        (string Name, object? Value)[] arguments =
        [
            ("now", now),
            ("id", claim.Task.Id),
            ("attempt", claim.Task.Attempt),
            ("trace", claim.Scan.TraceParent),
            .. FactArguments(result),
            .. MessageInserts.Arguments([message]),
        ];
        IReadOnlyList<Statement> statements = result.Version is { } version
            ? [
                new Statement(LockScan, ("scan", claim.Scan.Id)) { OnlyLocks = true },
                new Statement(EndWithVersion, [.. arguments, .. VersionInserts.Arguments(version, result.Bases)]),
            ]
            : [new Statement(EndOnly, arguments)];
        var ended = await database.ChangeAsync(statements, static row => row.Id(0), cancellationToken).ConfigureAwait(false);
        return ended.Count == 0 ? new(false, []) : new(true, [message.ToMessage()]);
    }

    private static IEnumerable<(string Name, object? Value)> FactArguments(TaskResult result) =>
    [
        ("fact_subjects", result.Facts.Select(f => PostgresDialect.ToBytes(f.Key.Subject)).ToArray()),
        ("fact_analysers", result.Facts.Select(f => f.Key.Analyser).ToArray()),
        ("fact_versions", result.Facts.Select(f => f.Key.Version).ToArray()),
        ("fact_settings", result.Facts.Select(f => PostgresDialect.ToBytes(f.Key.Settings)).ToArray()),
        ("fact_rules", result.Facts.Select(f => PostgresDialect.ToBytes(f.Key.Rules)).ToArray()),
        ("fact_bodies", result.Facts.Select(f => Json.Write(f.Body)).ToArray()),
        ("fact_times", result.Facts.Select(f => f.RecordedAt.ToUniversalTime()).ToArray()),
    ];
}
