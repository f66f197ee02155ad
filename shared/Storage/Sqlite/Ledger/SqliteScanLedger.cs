using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Verdicts;
using Assay.Storage.Ledger;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite.Ledger;

/// <summary>The ledger in a SQLite file. JSON is made before the writer is asked, so that its thread does nothing but write.</summary>
internal sealed class SqliteScanLedger(SqliteDatabase database, StorageClock clock) : IScanLedger
{
    public Task<Committed<int>> SubmitAsync(IReadOnlyList<NewScan> scans, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Submission.Run(session, scans, clock), cancellationToken);

    public Task<Committed<IReadOnlySet<Guid>>> CarryOverAsync(IReadOnlyList<CarriedScan> scans, CancellationToken cancellationToken) =>
        database.WriteAsync(session => CarryOver.Run(session, scans, clock), cancellationToken);

    public Task<IReadOnlyList<ClaimedTask>> ClaimAsync(
        Stage stage, Lane lane, string owner, int max, TimeSpan lease, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var now = clock.Now();
                return Claims.Run(session, stage, lane, owner, max, now, now + lease);
            },
            cancellationToken);

    public Task<bool> RenewAsync(Guid taskId, int attempt, TimeSpan lease, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Claims.Renew(session, taskId, attempt, clock.Now() + lease), cancellationToken);

    public Task<Committed<bool>> CompleteAsync(ClaimedTask claim, TaskResult result, CancellationToken cancellationToken)
    {
        var bodies = result.Facts.Select(fact => Json.Write(fact.Body)).ToList();
        return database.WriteAsync(session => Completion.Run(session, claim, result, bodies, clock), cancellationToken);
    }

    public Task<Committed<bool>> FailAsync(ClaimedTask claim, TaskFailure failure, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Failure.Fail(session, claim, failure, clock), cancellationToken);

    public Task<Committed<bool>> ReleaseAsync(ClaimedTask claim, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Failure.Release(session, claim, clock), cancellationToken);

    public Task<Committed<bool>> QuarantineAsync(Guid taskId, TaskFailure failure, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Failure.Quarantine(session, taskId, failure, clock), cancellationToken);

    public async Task<ScanSnapshot?> ReadAsync(Guid scanId, CancellationToken cancellationToken) =>
        Snapshots.Of(await database.QueryAsync(Snapshots.Query(scanId), Snapshots.Read, cancellationToken).ConfigureAwait(false));

    public Task<Committed<bool>> PlanAsync(
        Guid scanId, long revision, ScanPhase phase, IReadOnlyList<ScanTask> tasks, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Planning.Run(session, scanId, revision, phase, tasks, clock), cancellationToken);

    public Task<Committed<bool>> ConcludeAsync(long revision, Verdict verdict, CancellationToken cancellationToken)
    {
        var report = Json.Write(verdict.Report);
        return database.WriteAsync(session => Conclusion.Run(session, revision, verdict, report, clock), cancellationToken);
    }

    public Task<Committed<bool>> CancelAsync(Guid scanId, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Interventions.Cancel(session, scanId, clock), cancellationToken);

    public Task<Committed<int>> CancelRunAsync(Guid runId, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Interventions.CancelRun(session, runId, clock), cancellationToken);

    public Task<Committed<bool>> RetryAsync(Guid taskId, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Interventions.Retry(session, taskId, clock), cancellationToken);

    public Task<Committed<int>> ReclaimOverdueAsync(int max, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Failure.ReclaimOverdue(session, max, OverdueLease.Failure, clock), cancellationToken);

    public Task<Committed<int>> RemindAsync(TimeSpan quiet, int max, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Reminders.Run(session, quiet, max, clock), cancellationToken);
}
