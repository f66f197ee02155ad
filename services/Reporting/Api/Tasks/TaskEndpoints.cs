using Assay.Hosting.Outbox;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Ledger;
using Assay.Storage.Tokens;

namespace Assay.Reporting.Api.Tasks;

/// <summary>Retries tasks.</summary>
internal static class TaskEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tasks/{id:guid}/retry", RetryAsync)
        .WithName("retryTask").WithTags("Tasks").WithSummary("Give a failed or quarantined task another chance")
        .WithDescription("Its scan runs again if it had completed; the verdict that stands is kept until there is a new one.")
        .Produces<RetriedTask>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status409Conflict)
        .Needs(ApiRole.Operator);

    private static async Task<IResult> RetryAsync(Guid id, IScanLedger ledger, IOutboxDispatcher outbox, CancellationToken cancellationToken)
    {
        var retried = await ledger.RetryAsync(id, cancellationToken);
        outbox.Dispatch(retried.Messages);
        return retried.Value
            ? TypedResults.Accepted((string?)null, new RetriedTask(id))
            : new ApiError(StatusCodes.Status409Conflict, $"There is no failed or quarantined task with the id {id}, so there is nothing to retry.")
                .ToResult();
    }
}
