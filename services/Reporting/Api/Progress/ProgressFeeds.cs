using Microsoft.Extensions.Options;

namespace Assay.Reporting.Api.Progress;

/// <summary>
/// One feed for each subject that somebody listens to, so that a thousand listeners of a run cost one query an interval. Bounded by the number of
/// listeners. Thread-safe.
/// </summary>
internal sealed class ProgressFeeds(ProgressReader reader, IOptions<ApiOptions> options, TimeProvider time, ILogger<ProgressFeeds> log) : IDisposable
{
    private readonly Lock gate = new();

    private readonly Dictionary<ProgressSubject, ProgressFeed> feeds = [];

    private int listeners;

    /// <summary>How many feeds read now; for tests and metrics.</summary>
    public int Count
    {
        get
        {
            lock (gate) return feeds.Count;
        }
    }

    /// <summary>Starts listening; null where too many do. Dispose the subscription to stop.</summary>
    public ProgressSubscription? Subscribe(ProgressSubject subject)
    {
        lock (gate)
        {
            if (listeners >= options.Value.MaxEventStreams) return null;
            // A feed that is over is left to its listeners: a retry may have brought the subject back to life since.
            if (!feeds.TryGetValue(subject, out var feed) || feed.IsOver)
            {
                feed = new ProgressFeed();
                feed.Start(reader.For(subject), options.Value.ProgressInterval, time, log);
                feeds[subject] = feed;
            }
            feed.Listeners++;
            listeners++;
            return new ProgressSubscription(feed, () => Leave(subject, feed));
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var feed in feeds.Values) feed.Dispose();
            feeds.Clear();
        }
    }

    private void Leave(ProgressSubject subject, ProgressFeed feed)
    {
        lock (gate)
        {
            listeners--;
            if (--feed.Listeners > 0) return;
            if (feeds.TryGetValue(subject, out var current) && ReferenceEquals(current, feed)) feeds.Remove(subject);
        }
        feed.Dispose();
    }
}
