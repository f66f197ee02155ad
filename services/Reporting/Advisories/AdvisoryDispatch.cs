using System.Text.Json;
using Assay.Contracts;
using Assay.Storage.Advisories;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Advisories;

/// <summary>
/// Draws the consequences of changes: whom the advisory concerns, what becomes of approvals, what subscribers are told. Works on events that are in the
/// database, so that one whose process ended is drawn by the next; doing it twice does no harm.
/// </summary>
public sealed class AdvisoryDispatch(IAdvisories advisories, AffectedSearch search, ConcernedApprovals approvals, IOptions<AdvisoryOptions> options)
{
    /// <summary>Versions that a message names: about a quarter of a megabyte.</summary>
    private const int MaxNamed = 500;

    private const int Batch = 20;

    /// <summary>Works until no event is open; how many it ended.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        for (var done = 0; ;)
        {
            var events = await advisories.OpenEventsAsync(Batch, cancellationToken);
            if (events.Count == 0) return done;
            foreach (var one in events)
            {
                var message = JsonSerializer.Serialize(await MessageAsync(one, cancellationToken), AssayJson.Options);
                if (await advisories.HandleAsync(one.Id, message, cancellationToken)) done++;
            }
        }
    }

    private async Task<AdvisoryMessage> MessageAsync(AdvisoryEvent one, CancellationToken cancellationToken)
    {
        // Whoever was told that a version is affected wants to know that it no longer is.
        var affected = await search.OfAsync(one.Advisory with { WithdrawnAt = null }, AffectedSearch.DefaultMax, cancellationToken);
        if (options.Value.Approvals == ApprovalReaction.Revoke) await approvals.RevokeAsync(one.Advisory, affected.Versions, cancellationToken);
        var concerned = await approvals.FindAsync(one.Advisory, affected.Versions, cancellationToken);
        return new(
            one.Id, "advisory." + one.Kind.ToString().ToLowerInvariant(), one.At, one.Advisory, [.. affected.Versions.Take(MaxNamed).Select(AffectedView.Of)],
            affected.IsCut || affected.Versions.Count > MaxNamed, concerned);
    }
}
