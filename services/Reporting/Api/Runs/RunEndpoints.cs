using Assay.Hosting.Outbox;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Progress;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Ledger;
using Assay.Storage.Tokens;
using Assay.Storage.Views;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Runs;

/// <summary>Shows and cancels runs.</summary>
internal static class RunEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/runs/{id:guid}", ReadAsync)
            .WithName("getRun").WithTags("Runs").WithSummary("Show how far a run is, at which rate, and how long it may take")
            .Produces<RunView>().ProducesProblem(StatusCodes.Status404NotFound)
            .Needs(ApiRole.Reader);
        api.MapPost("/runs/{id:guid}/cancel", CancelAsync)
            .WithName("cancelRun").WithTags("Runs").WithSummary("Cancel every scan of a run that has not ended")
            .Produces<CancelledRun>().ProducesProblem(StatusCodes.Status404NotFound)
            .Needs(ApiRole.Operator);
    }

    private static async Task<IResult> ReadAsync(Guid id, [FromServices] ProgressReader reader, CancellationToken cancellationToken) =>
        await reader.ReadRunAsync(id, cancellationToken) is { } progress
            ? TypedResults.Ok(new RunView(id, progress, RunLinks.Of(id)))
            : ApiError.NotFound("run", id).ToResult();

    private static async Task<IResult> CancelAsync(
        Guid id, IScanLedger ledger, IScanViews views, IOutboxDispatcher outbox, CancellationToken cancellationToken)
    {
        var cancelled = await ledger.CancelRunAsync(id, cancellationToken);
        outbox.Dispatch(cancelled.Messages);
        if (cancelled.Value == 0 && (await views.RunProgressAsync(id, cancellationToken)).Scans == 0) return ApiError.NotFound("run", id).ToResult();
        return TypedResults.Ok(new CancelledRun(id, cancelled.Value));
    }
}
