using System.ComponentModel;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Progress;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Tokens;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Runs;

/// <summary>Progress as server-sent events.</summary>
internal static class EventEndpoints
{
    private const string Description = "Server-sent events 'progress' and, at the end, 'completed', each with the whole state as JSON. "
        + "The id names the state: a client that connects again with Last-Event-ID is told only what it has not seen. "
        + "A comment is sent every 15 seconds.";

    private const string LastIdText = "The id of the last event that was seen.";

    private static readonly ApiError TooMany = new(
        StatusCodes.Status429TooManyRequests, "Too many clients follow progress on this server: ask again later.", TimeSpan.FromSeconds(30));

    private static readonly ApiError Unreadable = new(
        StatusCodes.Status503ServiceUnavailable, "Progress cannot be read now: try again in a few seconds.", TimeSpan.FromSeconds(5));

    private static readonly TimeSpan FirstReading = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder api)
    {
        Describe(api.MapGet("/scans/{id:guid}/events", OfScanAsync)).WithName("followScan").WithTags("Scans").WithSummary("Follow a scan");
        Describe(api.MapGet("/runs/{id:guid}/events", OfRunAsync)).WithName("followRun").WithTags("Runs").WithSummary("Follow a run");
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint) => endpoint
        .WithDescription(Description)
        .Produces<ProgressEvent>(StatusCodes.Status200OK, "text/event-stream")
        .ProducesProblem(StatusCodes.Status404NotFound)
        .Needs(ApiRole.Reader);

    private static Task<IResult> OfScanAsync(
        Guid id,
        [FromHeader(Name = "Last-Event-ID"), Description(LastIdText)] string? lastEventId,
        [FromServices] ProgressFeeds feeds,
        CancellationToken cancellationToken) =>
        FollowAsync(new ProgressSubject(id, IsRun: false), lastEventId, feeds, cancellationToken);

    private static Task<IResult> OfRunAsync(
        Guid id,
        [FromHeader(Name = "Last-Event-ID"), Description(LastIdText)] string? lastEventId,
        [FromServices] ProgressFeeds feeds,
        CancellationToken cancellationToken) =>
        FollowAsync(new ProgressSubject(id, IsRun: true), lastEventId, feeds, cancellationToken);

    private static async Task<IResult> FollowAsync(
        ProgressSubject subject, string? lastEventId, ProgressFeeds feeds, CancellationToken cancellationToken)
    {
        if (feeds.Subscribe(subject) is not { } subscription)
        {
            return TooMany.ToResult();
        }
        var handedOver = false;
        try
        {
            var first = await subscription.FirstAsync(FirstReading, cancellationToken);
            if (first.View is null) return ApiError.NotFound(subject.IsRun ? "run" : "scan", subject.Id).ToResult();
            handedOver = true;
            return new EventStream(subscription, lastEventId, subject.IsRun);
        }
        catch (TimeoutException)
        {
            return Unreadable.ToResult();
        }
        finally
        {
            if (!handedOver) subscription.Dispose();
        }
    }
}
