using Assay.Domain.Messages;
using Assay.Domain.Tasks;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite.Ledger;

/// <summary>The end of a task that succeeded, with what it found.</summary>
internal static class Completion
{
    // Unique index tasks.id.
    private const string EndTask = """
        UPDATE tasks SET state = 2, ended_at = @now, lease_owner = NULL, lease_until = NULL, failure_category = NULL, error = NULL
        WHERE id = @id AND attempt = @attempt AND state = 1
        """;

    // Primary key of facts.
    private const string InsertFact = """
        INSERT INTO facts (subject, analyser, version, settings, rules, body, recorded_at)
        VALUES (@subject, @analyser, @version, @settings, @rules, @body, @at)
        ON CONFLICT DO NOTHING
        """;

    public static Committed<bool> Run(
        SqliteSession session, ClaimedTask claim, TaskResult result, IReadOnlyList<string> factBodies, StorageClock clock)
    {
        var now = clock.Now();
        if (session.Execute(EndTask, ("now", now), ("id", claim.Task.Id), ("attempt", claim.Task.Attempt)) == 0) return new(false, []);
        if (result.Version is { } version) VersionRows.Write(session, claim.Scan.Id, version, result.Bases);
        for (var i = 0; i < result.Facts.Count; i++)
        {
            var (key, _, recordedAt) = result.Facts[i];
            session.Execute(
                InsertFact,
                ("subject", key.Subject),
                ("analyser", key.Analyser),
                ("version", key.Version),
                ("settings", key.Settings),
                ("rules", key.Rules),
                ("body", factBodies[i]),
                ("at", recordedAt));
        }
        return new(true, [LedgerRows.Add(session, MessageRow.ScanChanged(clock.NewId(), claim.Scan.Id, now, claim.Scan.TraceParent))]);
    }
}
