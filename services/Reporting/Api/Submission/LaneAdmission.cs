using Assay.Contracts.Values;
using Assay.Reporting.Api.Errors;
using Assay.Storage.Views;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Api.Submission;

/// <summary>
/// Puts submissions off while a lane is full: a caller that is told to wait can, a queue without end cannot be watched or emptied. The depth is
/// read at most once a second, so the bound is approximate by what is submitted in that time. Thread-safe.
/// </summary>
internal sealed class LaneAdmission(IScanViews views, IOptions<ApiOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim reading = new(1, 1);

    private (long At, IReadOnlyList<QueueDepth> Queues)? known;

    /// <summary>Null where the lane takes more.</summary>
    public async Task<ApiError?> CheckAsync(Lane lane, CancellationToken cancellationToken)
    {
        var waiting = (await QueuesAsync(cancellationToken)).Where(q => q.Lane == lane).Sum(q => q.Ready);
        if (waiting < options.Value.MaxQueued) return null;
        return new ApiError(
            StatusCodes.Status429TooManyRequests,
            $"{waiting} tasks wait in the lane '{lane.ToString().ToLowerInvariant()}', which takes no more for now: try again later or use another lane.",
            RetryAfter);
    }

    public void Dispose() => reading.Dispose();

    private async Task<IReadOnlyList<QueueDepth>> QueuesAsync(CancellationToken cancellationToken)
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
}
