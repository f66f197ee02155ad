using Assay.Attestation.Deployment;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Tokens;
using Assay.Reporting.Attestations;
using Assay.Storage.Tokens;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Api.Attestations;

/// <summary>Signed statements of scans.</summary>
internal static class AttestationEndpoints
{
    /// <summary>JSON texts, one a line.</summary>
    private const string MediaType = "application/jsonl";

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/scans/{id:guid}/attestations", OfScanAsync)
        .WithName("getScanAttestations").WithTags("Attestations").WithSummary("The signed statements of a scan, one sigstore bundle a line")
        .WithDescription("The last line is the verdict. 409 where the scan has none: no key is configured, or not every file was read whole.")
        .Produces<Stream>(StatusCodes.Status200OK, MediaType).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
        .Needs(ApiRole.Reader);

    private static async Task<IResult> OfScanAsync(
        Guid id, [FromServices] ScanAttester attester, [FromServices] IAttestationSigner signer, [FromServices] IOptions<AttestationOptions> options, CancellationToken cancellationToken)
    {
        var scan = await attester.OfScanAsync(id, AttestationSigning.Of(signer, options.Value), cancellationToken);
        return scan.Problem is { } problem
            ? new ApiError(scan.IsUnknown ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, problem).ToResult()
            : TypedResults.Bytes(AttestationFile.Write(scan.Attestations.Select(a => a.Bundle)), MediaType, $"{id:D}.intoto.jsonl");
    }
}
