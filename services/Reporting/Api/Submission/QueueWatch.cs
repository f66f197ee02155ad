using Assay.Storage.Views;

namespace Assay.Reporting.Api.Submission;

/// <summary>The depth of the queues, read at most once a second, so that neither submissions nor probes of readiness load the database. Thread-safe.</summary>
internal sealed class QueueWatch(IScanViews views, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim reading = new(1, 1);

    private (long At, IReadOnlyList<QueueDepth> Queues)? known;

    /// <summary>As <see cref="IScanViews.QueuesAsync"/>, up to a second old. A failure is not kept.</summary>
    public async Task<IReadOnlyList<QueueDepth>> ReadAsync(CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            if (known is { } last && time.GetElapsedTime(last.At) < Freshness) return last.Queues;
            var queues = await views.QueuesAsync(cancellationToken);
            known = (time.GetTimestamp(), queues);
            return queues;
        }
        finally
        {
            reading.Release();
        }
    }

    public void Dispose() => reading.Dispose();
}
