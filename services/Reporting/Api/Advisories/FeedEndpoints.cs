using System.Security.Claims;
using System.Security.Cryptography;
using Assay.Domain.Advisories.Imports;
using Assay.Reporting.Advisories;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Advisories;
using Assay.Storage.Keys;
using Assay.Storage.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Advisories;

/// <summary>How instances exchange advisories.</summary>
internal static class FeedEndpoints
{
    private const int MaxBody = 32 << 20;

    private const string Lines = "application/jsonl";

    private const int PageSize = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/advisories/feed", FeedAsync)
            .WithName("getAdvisoryFeed").WithTags("Advisories").WithSummary("All advisories, one signed envelope (DSSE) a line, in the order of their last change")
            .Produces<Stream>(StatusCodes.Status200OK, Lines).Needs(ApiRole.Reader);
        api.MapGet("/advisories/feed/key", KeyAsync)
            .WithName("getAdvisoryFeedKey").WithTags("Advisories").WithSummary("The public key that signs the feed, in PEM")
            .Produces<string>(StatusCodes.Status200OK, "application/x-pem-file").Needs(ApiRole.Reader);
        api.MapPost("/advisories/import", ImportAsync)
            .WithName("importAdvisories").WithTags("Advisories").WithSummary("Take records of other issuers, one a line")
            .WithDescription("Lines are records or envelopes. Signatures are not looked at: whoever calls has checked them, as `assay advisory import` does.")
            .Accepts<Stream>(Lines).Produces<ImportSummary>().ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody)).Needs(ApiRole.Admin);
    }

    private static PushStreamHttpResult FeedAsync([FromServices] IAdvisories advisories, [FromServices] ISigningKeys keys, CancellationToken cancellationToken) =>
        TypedResults.Stream(
            async stream =>
            {
                var signer = await keys.SignerAsync(KeyPurpose.Registry, cancellationToken);
                for (long? after = 0; after is { } last;)
                {
                    var page = await advisories.ListAsync(last, PageSize, cancellationToken);
                    foreach (var revision in page.Revisions)
                    {
                        await stream.WriteAsync(await AdvisoryFeed.SignAsync(revision.Advisory, signer, cancellationToken), cancellationToken);
                        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
                    }
                    after = page.Next;
                }
            },
            Lines);

    private static async Task<IResult> KeyAsync([FromServices] ISigningKeys keys, CancellationToken cancellationToken)
    {
        var signer = await keys.SignerAsync(KeyPurpose.Registry, cancellationToken);
        return TypedResults.Text(PemEncoding.WriteString("PUBLIC KEY", signer.PublicKey.SubjectPublicKeyInfo.Span) + "\n", "application/x-pem-file");
    }

    private static async Task<IResult> ImportAsync(HttpRequest request, ClaimsPrincipal user, [FromServices] AdvisoryDesk desk, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        var readings = AdvisoryLines.Split(body.GetBuffer().AsMemory(0, (int)body.Length)).Select(line => AdvisoryFeed.Parse(line.Span, key: null));
        return TypedResults.Ok(await desk.ImportAsync(readings, AdvisoryEndpoints.Actor(user), cancellationToken));
    }
}
