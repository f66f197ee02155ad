using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Submission;
using Assay.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Health;

/// <summary>Whether the process answers, and whether it can work.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan DatabaseLimit = TimeSpan.FromSeconds(3);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/healthz", () => TypedResults.Text("ok")).AllowAnonymous()
            .WithName("live").WithTags("Health").WithSummary("The process answers");
        endpoints.MapGet("/readyz", ReadyAsync).AllowAnonymous()
            .WithName("ready").WithTags("Health").WithSummary("The database answers too")
            .Produces<string>(StatusCodes.Status200OK, "text/plain").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadyAsync([FromServices] QueueWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            await watch.ReadAsync(cancellationToken).WaitAsync(DatabaseLimit, cancellationToken);
            return TypedResults.Text("ready");
        }
        catch (Exception e) when (e is StorageUnavailableException or StorageFullException or TimeoutException)
        {
            return new ApiError(StatusCodes.Status503ServiceUnavailable, "The database does not answer.", TimeSpan.FromSeconds(5)).ToResult();
        }
    }
}
