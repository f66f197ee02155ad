using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Assay.Contracts.Findings;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Tokens;
using Assay.Storage.Verdicts;

namespace Assay.Reporting.Api.Verdicts;

/// <summary>What was decided about a target.</summary>
internal static class VerdictEndpoints
{
    private const int DefaultHistory = 20;

    private const int MaxHistory = 100;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/verdicts", ReadAsync)
        .WithName("getVerdicts").WithTags("Verdicts").WithSummary("The verdict that stands for a target, and those before it")
        .WithDescription("A rescan under way changes nothing here until it has its verdict.")
        .Produces<TargetVerdicts>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
        .Needs(ApiRole.Reader);

    private static async Task<IResult> ReadAsync(
        [Description("The target as it was submitted."), MinLength(1)] string target,
        [Description("Length of the history."), Range(1, MaxHistory), DefaultValue(DefaultHistory)] int? max,
        IVerdictRepository verdicts, CancellationToken cancellationToken)
    {
        if (max is < 1 or > MaxHistory) return ApiError.BadRequest($"'max' has to be 1 to {MaxHistory}.").ToResult();
        if (await verdicts.ReadCurrentAsync(target, cancellationToken) is not { } current)
        {
            return new ApiError(StatusCodes.Status404NotFound, $"Nothing was decided about '{EvidenceText.Quote(target, 100)}' yet.").ToResult();
        }
        var history = await verdicts.HistoryAsync(target, max ?? DefaultHistory, cancellationToken);
        return TypedResults.Ok(new TargetVerdicts(target, VerdictView.Of(current), [.. history.Select(VerdictView.Of)]));
    }
}
