using Assay.Domain.Messages;
using Assay.Domain.Tasks;
using Assay.Hosting.Outbox;
using Assay.Messaging.DeadLetters;
using Assay.Storage;
using Assay.Storage.Ledger;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assay.Hosting.Workers;

/// <summary>
/// Writes how a task ended, and hands the messages on. While the database is away it tries again as long as the lease may still be ours: an hour of
/// work is not thrown away for a restart of the database. Returns the outcome's name.
/// </summary>
internal sealed class TaskEnding(IScanLedger ledger, IOutboxDispatcher outbox, IOptions<WorkerOptions> options, TimeProvider time,
    ILogger<TaskEnding> logger)
{
    private const string Fenced = "lost";
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public async Task<string> CompleteAsync(ClaimedTask claim, Lease lease, TaskResult result, CancellationToken giveUp)
    {
        try
        {
            return await WriteAsync(claim, lease, token => ledger.CompleteAsync(claim, result, token), giveUp) ? "succeeded" : Fenced;
        }
        catch (Exception failure) when (!IsPassing(failure) && failure is not OperationCanceledException)
        {
            // The result itself cannot be written: a defect, which has to show on the task instead of repeating in silence.
            return await FailAsync(claim, lease, new(FailureCategory.Internal, "The result could not be written. " + FaultText.Of(failure)), giveUp);
        }
    }

    public async Task<string> FailAsync(ClaimedTask claim, Lease lease, TaskFailure failure, CancellationToken giveUp)
    {
        logger.LogInformation("Task {Task} of scan {Scan} failed ({Category}): {Reason}", claim.Task.Id, claim.Task.ScanId, failure.Category,
            failure.Message);
        var outcome = failure.Category == FailureCategory.TimedOut ? "timed-out" : "failed";
        return await WriteAsync(claim, lease, token => ledger.FailAsync(claim, failure, token), giveUp) ? outcome : Fenced;
    }

    /// <summary>Gives the task back; tried for a few seconds only, because the process is stopping and the lease lapses anyway.</summary>
    public async Task<string> ReleaseAsync(ClaimedTask claim, Lease lease)
    {
        using var patience = new CancellationTokenSource(options.Value.ObeyWithin, time);
        return await WriteAsync(claim, lease, token => ledger.ReleaseAsync(claim, token), patience.Token) ? "released" : Fenced;
    }

    private async Task<bool> WriteAsync(ClaimedTask claim, Lease lease, Func<CancellationToken, Task<Committed<bool>>> write,
        CancellationToken giveUp)
    {
        // Twice the lease: by then the database has been back for long enough for the reconciler to have given the task away.
        var (begun, patience) = (time.GetTimestamp(), options.Value.Lease * 2);
        var wait = ShortestWait;
        while (true)
        {
            try
            {
                var written = await write(CancellationToken.None);
                outbox.Dispatch(written.Messages);
                return written.Value;
            }
            catch (Exception failure) when (IsPassing(failure) && !lease.IsLost && !giveUp.IsCancellationRequested
                && time.GetElapsedTime(begun) < patience)
            {
                logger.LogWarning("The end of task {Task} could not be written ({Reason}); trying again in {Wait} s", claim.Task.Id, failure.Message,
                    wait.TotalSeconds);
            }

            await Task.Delay(wait, time, giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private static bool IsPassing(Exception failure) => failure is StorageUnavailableException or StorageFullException;
}
