using System.Security.Claims;
using Assay.Reporting.Advisories.Webhooks;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Advisories;
using Assay.Storage.Tokens;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Advisories;

/// <summary>Who is told of advisories.</summary>
internal static class SubscriptionEndpoints
{
    private const int MaxDeliveries = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/subscriptions", ([FromServices] SubscriptionDesk desk, CancellationToken stop) => desk.ListAsync(stop))
            .WithName("listSubscriptions").WithTags("Subscriptions").WithSummary("List subscriptions, without their secrets")
            .Produces<IReadOnlyList<SubscriptionView>>().Needs(ApiRole.Admin);
        api.MapPost("/subscriptions", AddAsync)
            .WithName("addSubscription").WithTags("Subscriptions").WithSummary("Be told of advisories by signed messages")
            .WithDescription("The secret is in this answer and in no other. Private addresses and http are refused unless the server allows them.")
            .Produces<NewSubscription>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).Needs(ApiRole.Admin);
        api.MapDelete("/subscriptions/{id:guid}", EndAsync)
            .WithName("endSubscription").WithTags("Subscriptions").WithSummary("End a subscription; what was not delivered is given up")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).Needs(ApiRole.Admin);
        api.MapGet("/subscriptions/{id:guid}/deliveries", DeliveriesAsync)
            .WithName("listDeliveries").WithTags("Subscriptions").WithSummary("What became of the latest messages to a subscriber")
            .Produces<IReadOnlyList<DeliveryRecord>>().ProducesProblem(StatusCodes.Status404NotFound).Needs(ApiRole.Admin);
    }

    private static async Task<IResult> AddAsync(SubscriptionRequest request, ClaimsPrincipal user, [FromServices] SubscriptionDesk desk, CancellationToken cancellationToken)
    {
        var answer = await desk.AddAsync(request, AdvisoryEndpoints.Actor(user), cancellationToken);
        return answer.Value is { } added
            ? TypedResults.Created($"{AssayApi.Prefix}/subscriptions/{added.Subscription.Id}", added)
            : ApiError.BadRequest(answer.Problem!).ToResult();
    }

    private static async Task<IResult> EndAsync(Guid id, [FromServices] SubscriptionDesk desk, CancellationToken cancellationToken) =>
        await desk.EndAsync(id, cancellationToken) ? TypedResults.NoContent() : ApiError.NotFound("subscription", id).ToResult();

    private static async Task<IResult> DeliveriesAsync(Guid id, [FromServices] SubscriptionDesk desk, CancellationToken cancellationToken) =>
        await desk.DeliveriesAsync(id, MaxDeliveries, cancellationToken) is { } deliveries ? TypedResults.Ok(deliveries) : ApiError.NotFound("subscription", id).ToResult();
}
