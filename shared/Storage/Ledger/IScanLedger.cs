using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Verdicts;
using Assay.Contracts.Values;

namespace Assay.Storage.Ledger;

/// <summary>
/// The ledger: scans and their tasks. It is the truth; the bus only carries hints about it. Every member is one transaction, safe to call from
/// any number of processes at once, and throws only when the database cannot be reached (<see cref="StorageUnavailableException"/>) or is
/// full (<see cref="StorageFullException"/>). A member that announces something returns the outbox messages it has written, for the caller to
/// hand to the dispatcher at once.
/// </summary>
public interface IScanLedger
{
    /// <summary>Writes scans in state queued, each with its Ingest task ready and a <c>TaskReady</c> in the outbox. A scan id that exists already is left as it is, so a repeated submission is harmless.</summary>
    Task<Committed<int>> SubmitAsync(IReadOnlyList<NewScan> scans, CancellationToken cancellationToken);

    /// <summary>
    /// Ends scans whose answer is known: where the target's current verdict was made of the same listing, by the same policy, at the same depth, with
    /// the same catalogue, and is not incomplete, the scan is written as completed, with a verdict of its own that shares the earlier report, and
    /// <c>ScanCompleted</c> in the outbox. Value: the scans that were ended; the others are left to <see cref="SubmitAsync"/>.
    /// </summary>
    Task<Committed<IReadOnlySet<Guid>>> CarryOverAsync(IReadOnlyList<CarriedScan> scans, CancellationToken cancellationToken);

    /// <summary>
    /// Claims up to <paramref name="max"/> ready tasks of a stage and lane whose not-before has come, oldest first, and gives each a lease:
    /// state leased, attempt + 1, owner, lease end. A scan's first claim sets it running. Tasks of cancelled scans are never handed out.
    /// </summary>
    Task<IReadOnlyList<ClaimedTask>> ClaimAsync(Stage stage, Lane lane, string owner, int max, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Extends a lease. False: the claim is no longer ours (it lapsed and was given away, or the scan was cancelled); stop working.</summary>
    Task<bool> RenewAsync(Guid taskId, int attempt, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a result and the task's end in one transaction, guarded by the attempt number: version with files, facts (known ones are left as
    /// they are), task succeeded, <c>ScanChanged</c> in the outbox. Value false: fenced off, nothing was written.
    /// </summary>
    Task<Committed<bool>> CompleteAsync(ClaimedTask claim, TaskResult result, CancellationToken cancellationToken);

    /// <summary>
    /// Ends an attempt with a failure, guarded by the attempt number. <see cref="RetrySchedule"/> decides: ready again after a wait, put off,
    /// split into one task a file, failed, or quarantined; a final state puts <c>ScanChanged</c> in the outbox. A task that waits has its
    /// <c>TaskReady</c> in the outbox for when the wait is over: the relay sends it then, so it is not among the messages. Value false: fenced off.
    /// </summary>
    Task<Committed<bool>> FailAsync(ClaimedTask claim, TaskFailure failure, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a claim back without judging it, as on an orderly shutdown: ready at once, attempt not counted (the number still grows, since it is
    /// the fencing token; a deferral is counted instead). Value false: fenced off.
    /// </summary>
    Task<Committed<bool>> ReleaseAsync(ClaimedTask claim, CancellationToken cancellationToken);

    /// <summary>Marks a task quarantined whatever its state, unless it has ended; for messages that reached an error or dead-letter queue.</summary>
    Task<Committed<bool>> QuarantineAsync(Guid taskId, TaskFailure failure, CancellationToken cancellationToken);

    /// <summary>The scan with its tasks; null where there is none. Read in one statement or one snapshot.</summary>
    Task<ScanSnapshot?> ReadAsync(Guid scanId, CancellationToken cancellationToken);

    /// <summary>
    /// Adds tasks and moves the scan to <paramref name="phase"/>, guarded by the scan's revision, with a <c>TaskReady</c> for each task (or a
    /// <c>ScanChanged</c> where there are none). Value false: somebody else moved the scan; read again.
    /// </summary>
    Task<Committed<bool>> PlanAsync(Guid scanId, long revision, ScanPhase phase, IReadOnlyList<ScanTask> tasks, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the verdict, makes it the target's current one (unless a newer one is) and completes the scan, guarded by the scan's revision, with
    /// <c>ScanCompleted</c> in the outbox. Tasks that are still live are cancelled. Value false: somebody else moved the scan.
    /// </summary>
    Task<Committed<bool>> ConcludeAsync(long revision, Verdict verdict, CancellationToken cancellationToken);

    /// <summary>Cancels a scan and its live tasks. Value false: it had ended, or there is none.</summary>
    Task<Committed<bool>> CancelAsync(Guid scanId, CancellationToken cancellationToken);

    /// <summary>Cancels every scan of a run in one statement, however many; the number cancelled. Announces nothing: the scans are final.</summary>
    Task<Committed<int>> CancelRunAsync(Guid runId, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a failed or quarantined task back to ready with fresh attempts, and its scan, if it had completed, back to running in the phase the
    /// task belongs to. The old verdict stays the target's current one until the new one is written. Value false: there is nothing to retry.
    /// </summary>
    Task<Committed<bool>> RetryAsync(Guid taskId, CancellationToken cancellationToken);

    /// <summary>Ends up to <paramref name="max"/> overdue leases as <see cref="FailureCategory.Crashed"/>; the number ended.</summary>
    Task<Committed<int>> ReclaimOverdueAsync(int max, CancellationToken cancellationToken);

    /// <summary>
    /// Writes hints again for what seems forgotten: tasks that have been ready (their not-before passed) for longer than
    /// <paramref name="quiet"/> without a hint since, and unfinished scans without a live task. Each gets at most one hint per <paramref name="quiet"/>.
    /// </summary>
    Task<Committed<int>> RemindAsync(TimeSpan quiet, int max, CancellationToken cancellationToken);
}
