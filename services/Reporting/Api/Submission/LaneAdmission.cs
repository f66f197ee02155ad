using Assay.Contracts.Values;
using Assay.Reporting.Api.Errors;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Api.Submission;

/// <summary>
/// Puts submissions off while a lane is full: a caller that is told to wait can, a queue without end cannot be watched or emptied. The bound is
/// approximate by what is submitted within the age of a <see cref="QueueWatch"/> reading.
/// </summary>
internal sealed class LaneAdmission(QueueWatch watch, IOptions<ApiOptions> options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>Null where the lane takes more.</summary>
    public async Task<ApiError?> CheckAsync(Lane lane, CancellationToken cancellationToken)
    {
        var waiting = (await watch.ReadAsync(cancellationToken)).Where(q => q.Lane == lane).Sum(q => q.Ready);
        if (waiting < options.Value.MaxQueued) return null;
        return new ApiError(
            StatusCodes.Status429TooManyRequests,
            $"{waiting} tasks wait in the lane '{lane.ToString().ToLowerInvariant()}', which takes no more for now: "
            + "try again later or use another lane.",
            RetryAfter);
    }
}
