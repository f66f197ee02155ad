using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Verdicts;
using Assay.Storage.Ledger;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Postgres.Ledger;

/// <summary>
/// The ledger in PostgreSQL: a member is one statement where it can be, so that it is one round trip and holds its locks for no longer than
/// that. Whoever locks a scan and its tasks locks the scan first.
/// </summary>
internal sealed class PostgresScanLedger(PostgresDatabase database, StorageClock clock) : IScanLedger
{
    public Task<Committed<int>> SubmitAsync(IReadOnlyList<NewScan> scans, CancellationToken cancellationToken) =>
        Submission.RunAsync(database, scans, clock, cancellationToken);

    public Task<Committed<IReadOnlySet<Guid>>> CarryOverAsync(IReadOnlyList<CarriedScan> scans, CancellationToken cancellationToken) =>
        CarryOver.RunAsync(database, scans, clock, cancellationToken);

    public Task<IReadOnlyList<ClaimedTask>> ClaimAsync(
        Stage stage, Lane lane, string owner, int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return Claims.RunAsync(database, stage, lane, owner, max, now, now + lease, cancellationToken);
    }

    public Task<bool> RenewAsync(Guid taskId, int attempt, TimeSpan lease, CancellationToken cancellationToken) =>
        Claims.RenewAsync(database, taskId, attempt, clock.Now() + lease, cancellationToken);

    public Task<Committed<bool>> CompleteAsync(ClaimedTask claim, TaskResult result, CancellationToken cancellationToken) =>
        Completion.RunAsync(database, claim, result, clock, cancellationToken);

    public Task<Committed<bool>> FailAsync(ClaimedTask claim, TaskFailure failure, CancellationToken cancellationToken) =>
        Failure.FailAsync(database, claim, failure, clock, cancellationToken);

    public Task<Committed<bool>> ReleaseAsync(ClaimedTask claim, CancellationToken cancellationToken) =>
        Failure.ReleaseAsync(database, claim, clock, cancellationToken);

    public Task<Committed<bool>> QuarantineAsync(Guid taskId, TaskFailure failure, CancellationToken cancellationToken) =>
        Failure.QuarantineAsync(database, taskId, failure, clock, cancellationToken);

    public async Task<ScanSnapshot?> ReadAsync(Guid scanId, CancellationToken cancellationToken) =>
        Snapshots.Of(await database.QueryAsync(Snapshots.Query(scanId), Snapshots.Read, cancellationToken).ConfigureAwait(false));

    public Task<Committed<bool>> PlanAsync(
        Guid scanId, long revision, ScanPhase phase, IReadOnlyList<ScanTask> tasks, CancellationToken cancellationToken) =>
        Planning.RunAsync(database, scanId, revision, phase, tasks, clock, cancellationToken);

    public Task<Committed<bool>> ConcludeAsync(long revision, Verdict verdict, CancellationToken cancellationToken) =>
        Conclusion.RunAsync(database, revision, verdict, clock, cancellationToken);

    public Task<Committed<bool>> CancelAsync(Guid scanId, CancellationToken cancellationToken) =>
        Interventions.CancelAsync(database, scanId, clock, cancellationToken);

    public Task<Committed<int>> CancelRunAsync(Guid runId, CancellationToken cancellationToken) =>
        Interventions.CancelRunAsync(database, runId, clock, cancellationToken);

    public Task<Committed<bool>> RetryAsync(Guid taskId, CancellationToken cancellationToken) =>
        Interventions.RetryAsync(database, taskId, clock, cancellationToken);

    public Task<Committed<int>> ReclaimOverdueAsync(int max, CancellationToken cancellationToken) =>
        Failure.ReclaimOverdueAsync(database, max, clock, cancellationToken);

    public Task<Committed<int>> RemindAsync(TimeSpan quiet, int max, CancellationToken cancellationToken) =>
        Reminders.RunAsync(database, quiet, max, clock, cancellationToken);
}
