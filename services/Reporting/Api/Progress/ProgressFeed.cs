using Assay.Reporting.Api.Shapes;
using Assay.Storage;

namespace Assay.Reporting.Api.Progress;

/// <summary>Reads one subject's progress at an interval and shows the latest sample to any number of listeners. Ends with the final sample.</summary>
internal sealed class ProgressFeed : IDisposable
{
    private readonly Lock gate = new();

    private readonly CancellationTokenSource stop = new();

    private ProgressSample? latest;

    private TaskCompletionSource changed = NewSignal();

    private bool isBroken;

    private int disposed;

    /// <summary>Guarded by the lock of <see cref="ProgressFeeds"/>.</summary>
    public int Listeners { get; set; }

    /// <summary>True: it reads no more, because all is told or because reading failed.</summary>
    public bool IsOver
    {
        get
        {
            lock (gate) return isBroken || latest is { IsFinal: true };
        }
    }

    /// <summary>Starts reading. Called once.</summary>
    public void Start(Func<CancellationToken, Task<ProgressView?>> read, TimeSpan interval, TimeProvider time, ILogger log)
    {
        var token = stop.Token;
        // Ends with the last listener, and keeps every failure to itself and its listeners.
        _ = Task.Run(() => PollAsync(read, interval, time, log, token), CancellationToken.None);
    }

    /// <summary>The latest sample, null before the first, and a task that ends when there is news.</summary>
    public (ProgressSample? Sample, Task Changed) Look()
    {
        lock (gate) return (latest, changed.Task);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        stop.Cancel();
        stop.Dispose();
    }

    private async Task PollAsync(
        Func<CancellationToken, Task<ProgressView?>> read, TimeSpan interval, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    var sample = new ProgressSample(await read(cancellationToken));
                    Publish(sample);
                    if (sample.IsFinal) return;
                }
                catch (StorageUnavailableException e)
                {
                    // Listeners keep what they have and their heartbeat; the next reading may succeed.
                    log.LogDebug(e, "Progress could not be read");
                }
                await Task.Delay(interval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The last listener has gone.
        }
        catch (Exception e)
        {
            log.LogError(e, "Reading progress failed");
            lock (gate)
            {
                isBroken = true;
                changed.TrySetException(e);
            }
        }
    }

    private void Publish(ProgressSample sample)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            var isNews = latest is null || latest.Id != sample.Id || sample.IsFinal;
            latest = sample;
            // Listeners that are woken for nothing would never be silent for long enough to send their heartbeat.
            if (!isNews) return;
            signal = changed;
            changed = NewSignal();
        }
        signal.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
