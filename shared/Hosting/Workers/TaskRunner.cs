using System.Diagnostics;
using Assay.Domain.Tasks;
using Assay.Hosting.Telemetry;
using Assay.Messaging.DeadLetters;
using Assay.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assay.Hosting.Workers;

/// <summary>Does one claimed task from claim to outcome. Never throws.</summary>
internal sealed class TaskRunner(
    LeaseKeeper leases,
    TaskEnding ending,
    AssayMetrics metrics,
    WorkerLoad load,
    IOptions<WorkerOptions> options,
    TimeProvider time,
    ILogger<TaskRunner> logger)
{
    /// <param name="handler">Does the work.</param>
    /// <param name="claim">The task.</param>
    /// <param name="giveBack">Cancelled when the process stops and tasks in hand have to be given back.</param>
    public async Task RunAsync(ITaskHandler handler, ClaimedTask claim, CancellationToken giveBack)
    {
        var begun = time.GetTimestamp();
        load.Begin();
        metrics.TaskClaimed(claim, time.GetUtcNow());
        using var activity = AssayTracing.StartTask(claim);
        using var lease = leases.Keep(claim);
        string outcome;
        try
        {
            outcome = await WorkAndEndAsync(handler, claim, lease, giveBack);
        }
        catch (Exception failure)
        {
            // Nothing was written: the lease lapses, and the reconciler gives the task to another worker.
            outcome = "unrecorded";
            logger.LogError("The outcome of task {Task} attempt {Attempt} could not be written: {Reason}", claim.Task.Id, claim.Task.Attempt,
                FaultText.Of(failure));
        }

        load.End();
        activity?.SetTag("assay.outcome", outcome);
        if (outcome is not ("succeeded" or "released" or "lost")) activity?.SetStatus(ActivityStatusCode.Error, outcome);
        metrics.TaskEnded(claim.Task, outcome, time.GetElapsedTime(begun));
    }

    private async Task<string> WorkAndEndAsync(ITaskHandler handler, ClaimedTask claim, Lease lease, CancellationToken giveBack)
    {
        using var limit = new CancellationTokenSource(options.Value.TimeLimit, time);
        using var token = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, lease.Lost, giveBack);
        var work = WorkAsync(handler, claim, token);
        var obeyed = await WaitAsync(work, token.Token);
        if (lease.IsLost) return "lost";
        if (obeyed && await work is { Undisturbed: true, Outcome: var outcome })
        {
            if (outcome.Result is not { } found) return await ending.FailAsync(claim, lease, outcome.Failure!, giveBack);
            var ended = await ending.CompleteAsync(claim, lease, found, giveBack);
            // Counted once it is written: a result that was fenced off is somebody else's.
            if (ended == "succeeded") metrics.ResultRecorded(found);
            return ended;
        }

        // What a handler says after it was told to stop is worth nothing: it may have seen half of the input.
        return limit.IsCancellationRequested
            ? await ending.FailAsync(claim, lease, TimedOut(claim), giveBack)
            : await ending.ReleaseAsync(claim, lease);
    }

    /// <summary>Waits for the handler, and for a while longer once its token is cancelled. False: it does not obey, and is left behind.</summary>
    private async Task<bool> WaitAsync(Task work, CancellationToken token)
    {
        await Task.WhenAny(work, Task.Delay(Timeout.InfiniteTimeSpan, token));
        if (work.IsCompleted) return true;
        await Task.WhenAny(work, Task.Delay(options.Value.ObeyWithin, time, CancellationToken.None));
        if (work.IsCompleted) return true;
        logger.LogCritical("A handler did not stop within {ObeyWithin} s of being told to; its thread is left behind",
            options.Value.ObeyWithin.TotalSeconds);
        return false;
    }

    private async Task<(TaskOutcome Outcome, bool Undisturbed)> WorkAsync(ITaskHandler handler, ClaimedTask claim, CancellationTokenSource token)
    {
        try
        {
            // On a pool thread: a handler that computes before its first await must not hold up the lane's claims.
            var outcome = await Task.Run(() => handler.HandleAsync(claim, token.Token), CancellationToken.None);
            return (outcome, !token.IsCancellationRequested);
        }
        catch (Exception failure)
        {
            var undisturbed = !token.IsCancellationRequested;
            return (Translate(failure, claim, undisturbed), undisturbed);
        }
    }

    private TaskOutcome Translate(Exception failure, ClaimedTask claim, bool undisturbed)
    {
        if (failure is StorageFullException) return TaskOutcome.Fail(FailureCategory.Resource, failure.Message);
        if (failure is StorageUnavailableException) return TaskOutcome.Fail(FailureCategory.Transient, failure.Message);
        var text = FaultText.Of(failure);
        if (undisturbed) logger.LogError("The handler of {Stage} failed on task {Task} of scan {Scan}: {Reason} {Stack}",
            claim.Task.Stage, claim.Task.Id, claim.Task.ScanId, text, FaultText.Cut(failure.StackTrace));
        return TaskOutcome.Fail(FailureCategory.Internal, text);
    }

    private TaskFailure TimedOut(ClaimedTask claim) => new(FailureCategory.TimedOut,
        $"{claim.Task.Stage} of {claim.Scan.Target} took longer than {options.Value.TimeLimit} and was stopped; " +
        $"raise Worker:TimeLimit if the model is that large.");
}
