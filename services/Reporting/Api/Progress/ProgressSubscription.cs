namespace Assay.Reporting.Api.Progress;

/// <summary>One listener of a feed.</summary>
internal sealed class ProgressSubscription(ProgressFeed feed, Action leave) : IDisposable
{
    private int left;

    /// <summary>See <see cref="ProgressFeed.Look"/>.</summary>
    public (ProgressSample? Sample, Task Changed) Look() => feed.Look();

    /// <summary>The latest sample; waits for the first.</summary>
    /// <exception cref="TimeoutException">There was none within <paramref name="limit"/>.</exception>
    public async Task<ProgressSample> FirstAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (sample, changed) = Look();
            if (sample is not null) return sample;
            await changed.WaitAsync(limit, cancellationToken);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref left, 1) == 0) leave();
    }
}
