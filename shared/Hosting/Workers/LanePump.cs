using System.Threading.Channels;
using Assay.Domain.Tasks;
using Assay.Messaging.DeadLetters;
using Microsoft.Extensions.Logging;

namespace Assay.Hosting.Workers;

/// <summary>
/// Keeps the slots of one lane busy. A hint only says "there is work": whatever number of hints is waiting, one claim asks for as many tasks as there
/// are
/// free slots, and a slot that becomes free claims again until nothing is ready.
/// </summary>
/// <remarks>
/// A hint is held as long as one of the tasks that run, so that the broker sees work under way; hints beyond that are dropped, which is safe because
/// a
/// claim that begins after a hint arrived sees the task that it announced.
/// </remarks>
internal sealed class LanePump(
    int slots,
    TimeSpan poll,
    Func<int, CancellationToken, Task<IReadOnlyList<ClaimedTask>>> claim,
    Func<ClaimedTask, Task> run,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>Pause after a claim that found nothing: surplus hints arrive in bursts, and one claim answers for all of them.</summary>
    private static readonly TimeSpan Coalesce = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Channel<bool> _signal =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly HashSet<LaneRun> _running = [];
    private List<LaneHint> _hints = [];
    private TaskCompletionSource? _idle;
    private bool _closed;

    /// <summary>Takes a hint; the task ends when its message may be acknowledged.</summary>
    public Task OfferAsync(Guid taskId)
    {
        var hint = new LaneHint(taskId);
        lock (_gate)
        {
            // Dropped rather than given back: each return counts against the delivery limit, and other workers find the task by polling.
            if (_closed) return Task.CompletedTask;
            _hints.Add(hint);
        }

        Wake();
        return hint.Released;
    }

    /// <summary>Claims and runs until <paramref name="closing"/>; then waits for what runs.</summary>
    public async Task PumpAsync(CancellationToken closing)
    {
        try
        {
            var failures = 0;
            while (true)
            {
                // A failed claim is tried again soon and without a hint, since the hints that asked for it have been let go.
                await WaitAsync(failures == 0 ? poll * (1 + Random.Shared.NextDouble() / 5) : Backoff(failures), closing);
                var begun = time.GetTimestamp();
                var found = await RoundAsync(closing);
                failures = found is null ? failures + 1 : 0;
                var pause = Coalesce - time.GetElapsedTime(begun);
                if (found is false && pause > TimeSpan.Zero) await Task.Delay(pause, time, closing);
            }
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            await CloseAsync();
        }
    }

    /// <summary>One claim. True: it found something, or all slots are taken; null: the ledger could not be asked.</summary>
    private async Task<bool?> RoundAsync(CancellationToken closing)
    {
        List<LaneHint> hints;
        int free;
        lock (_gate)
        {
            (hints, _hints) = (_hints, []);
            free = slots - _running.Count;

            // With no slot free, whoever ends next claims again, after these hints: hold each as long as a task that runs without one.
            if (free == 0) Hold(hints, _running);
        }

        try
        {
            if (free == 0) return true;
            var tasks = await claim(free, closing);
            lock (_gate)
            {
                var started = tasks.Select(t => new LaneRun(t)).ToList();
                _running.UnionWith(started);
                Hold(hints, started);
                foreach (var one in started) _ = RunAsync(one);
            }

            return tasks.Count > 0;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !closing.IsCancellationRequested)
        {
            logger.LogWarning("Tasks could not be claimed: {Reason}", FaultText.Of(failure));
            return null;
        }
        finally
        {
            foreach (var hint in hints.Where(h => !h.IsHeld)) hint.Release();
        }
    }

    private async Task RunAsync(LaneRun one)
    {
        await Task.Yield();
        await run(one.Claim);
        lock (_gate)
        {
            _running.Remove(one);
            one.Hint?.Release();
            if (_running.Count == 0) _idle?.TrySetResult();
        }

        Wake();
    }

    private async Task CloseAsync()
    {
        Task idle;
        lock (_gate)
        {
            _closed = true;
            foreach (var hint in _hints) hint.Release();
            _hints = [];
            _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_running.Count == 0) _idle.SetResult();
            idle = _idle.Task;
        }

        await idle;
    }

    /// <summary>Ties hints to runs: each to its own task where that is among them, the others to any.</summary>
    private static void Hold(List<LaneHint> hints, IReadOnlyCollection<LaneRun> runs)
    {
        foreach (var hint in hints) runs.FirstOrDefault(r => r.Hint is null && r.Claim.Task.Id == hint.TaskId)?.Hold(hint);
        using var waiting = hints.Where(h => !h.IsHeld).ToList().GetEnumerator();
        foreach (var one in runs.Where(r => r.Hint is null))
        {
            if (!waiting.MoveNext()) return;
            one.Hold(waiting.Current);
        }
    }

    private async Task WaitAsync(TimeSpan patience, CancellationToken closing)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        using var token = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, closing);
        try
        {
            await _signal.Reader.ReadAsync(token.Token);
        }
        catch (OperationCanceledException)
        {
            // Time to poll, or to close.
        }

        closing.ThrowIfCancellationRequested();
    }

    /// <summary>There may be work: claim soon, without a hint.</summary>
    public void Wake() => _signal.Writer.TryWrite(true);

    private static TimeSpan Backoff(int failures)
    {
        var wait = TimeSpan.FromMilliseconds(250 * Math.Pow(2, Math.Min(failures, 10)));
        return wait < LongestWait ? wait : LongestWait;
    }
}
