using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Hosting.Outbox;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.OpenApi;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Ledger;
using Assay.Storage.Tokens;
using Assay.Storage.Views;

namespace Assay.Reporting.Api.Scans;

/// <summary>Lists, shows and cancels scans.</summary>
internal static class ScanEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/scans", ListAsync)
            .WithName("listScans").WithTags("Scans").WithSummary("List scans, newest first")
            .WithDescription("Filters may be combined. Follow 'next' for further pages.")
            .Produces<ScanList>().ProducesProblem(StatusCodes.Status400BadRequest)
            .AddOpenApiOperationTransformer((operation, context, _) =>
            {
                ApiDescription.TakeWords(operation, context, ("state", nameof(ScanState)), ("verdict", nameof(VerdictKind)), ("lane", nameof(Lane)));
                return Task.CompletedTask;
            })
            .Needs(ApiRole.Reader);
        api.MapGet("/scans/{id:guid}", ReadAsync)
            .WithName("getScan").WithTags("Scans").WithSummary("Show a scan with its tasks, its progress and its errors")
            .Produces<ScanDetail>().ProducesProblem(StatusCodes.Status404NotFound)
            .Needs(ApiRole.Reader);
        api.MapPost("/scans/{id:guid}/cancel", CancelAsync)
            .WithName("cancelScan").WithTags("Scans").WithSummary("Cancel a scan")
            .WithDescription("Stops its tasks. Cancelling a scan that has ended changes nothing and is no error.")
            .Produces<CancelledScan>().ProducesProblem(StatusCodes.Status404NotFound)
            .Needs(ApiRole.Operator);
    }

    private static async Task<IResult> ListAsync([AsParameters] ScanQuery query, IScanViews views, CancellationToken cancellationToken)
    {
        if (query.ToFilter(out var error) is not { } filter) return error!.ToResult();
        try
        {
            var page = await views.ListAsync(filter, cancellationToken);
            return TypedResults.Ok(new ScanList([.. page.Scans.Select(ScanView.Of)], page.Next));
        }
        catch (Exception e) when (e is FormatException or ArgumentException && query.Cursor is not null)
        {
            return ApiError.BadRequest("'cursor' is not one that this server gave: start again without it.").ToResult();
        }
    }

    private static async Task<IResult> ReadAsync(Guid id, IScanLedger ledger, CancellationToken cancellationToken) =>
        await ledger.ReadAsync(id, cancellationToken) is { } snapshot
            ? TypedResults.Ok(ScanDetail.Of(snapshot))
            : ApiError.NotFound("scan", id).ToResult();

    private static async Task<IResult> CancelAsync(Guid id, IScanLedger ledger, IOutboxDispatcher outbox, CancellationToken cancellationToken)
    {
        var cancelled = await ledger.CancelAsync(id, cancellationToken);
        outbox.Dispatch(cancelled.Messages);
        return await ledger.ReadAsync(id, cancellationToken) is { } snapshot
            ? TypedResults.Ok(new CancelledScan(id, cancelled.Value, snapshot.Scan.State))
            : ApiError.NotFound("scan", id).ToResult();
    }
}
