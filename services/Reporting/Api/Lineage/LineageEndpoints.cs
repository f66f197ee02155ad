using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Tokens;

namespace Assay.Reporting.Api.Lineage;

/// <summary>What is known by content: relatives of a model, and who has certain bytes.</summary>
internal static class LineageEndpoints
{
    private const int MaxHolders = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/lineage/{digest}", LineageAsync)
            .WithName("getLineage").WithTags("Lineage").WithSummary("Models that share tensors with a file or a model")
            .WithDescription("Compares the digests of tensors. Conversions and fine-tunes of all layers share none and are not found.")
            .Produces<LineageView>().ProducesProblem(StatusCodes.Status404NotFound).Needs(ApiRole.Reader);
        api.MapGet("/artifacts/{sha256}/models", WhoHasAsync)
            .WithName("getModelsWithContent").WithTags("Lineage").WithSummary("Models that have certain bytes, as a file or as a tensor")
            .Produces<ContentHolders>().ProducesProblem(StatusCodes.Status400BadRequest).Needs(ApiRole.Reader);
    }

    private static async Task<IResult> LineageAsync(
        [Description("SHA-256 of a file, or the id of a scan or a version.")] string digest, LineageQuery query, CancellationToken cancellationToken) =>
        await query.ReadAsync(digest, cancellationToken) is { } view
            ? TypedResults.Ok(view)
            : new ApiError(
                StatusCodes.Status404NotFound, $"No tensors are known of '{EvidenceText.Quote(digest, 100)}': scan it at depth full, or name a scan, a version or a file's SHA-256.").ToResult();

    private static async Task<IResult> WhoHasAsync(
        [Description("SHA-256 of a file's or a tensor's bytes.")] string sha256,
        [Description("Most entries of each kind."), Range(1, MaxHolders), DefaultValue(LineageQuery.DefaultHolders)] int? max,
        LineageQuery query, CancellationToken cancellationToken)
    {
        if (!Sha256Digest.TryParse(sha256, out var digest)) return ApiError.BadRequest("The digest has to be 64 hexadecimal digits.").ToResult();
        if (max is < 1 or > MaxHolders) return ApiError.BadRequest($"'max' has to be 1 to {MaxHolders}.").ToResult();
        return TypedResults.Ok(await query.WhoHasAsync(digest, max ?? LineageQuery.DefaultHolders, cancellationToken));
    }
}
