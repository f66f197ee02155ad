using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Api.Submission;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Tokens;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Scans;

/// <summary><c>POST /api/v1/scans</c>.</summary>
internal static class SubmitEndpoint
{
    private const string KeyText = "1 to 200 printable ASCII characters of the caller's choice, one for each submission.";

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/scans", SubmitAsync)
        .WithName("submitScans").WithTags("Scans")
        .WithSummary("Submit models to be scanned")
        .WithDescription("Takes up to 1,000 targets as one run. With an Idempotency-Key, sending the same submission again names the same scans and "
            + "adds nothing. While too many tasks wait in the lane, the answer is 429 with Retry-After.")
        .Produces<SubmittedRun>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .Needs(ApiRole.Submitter);

    private static async Task<IResult> SubmitAsync(
        SubmitRequest request,
        [FromHeader(Name = "Idempotency-Key"), Description(KeyText), StringLength(SubmissionRules.MaxKeyLength, MinimumLength = 1)]
        string? idempotencyKey,
        ClaimsPrincipal user,
        [FromServices] ScanSubmission submission,
        CancellationToken cancellationToken)
    {
        var outcome = await submission.SubmitAsync(request, idempotencyKey, ApiCaller.IdOf(user), cancellationToken);
        return outcome.Run is { } run ? TypedResults.Accepted(run.Links.Self, run) : outcome.Error!.ToResult();
    }
}
