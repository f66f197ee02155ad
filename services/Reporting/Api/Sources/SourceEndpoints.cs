using System.Security.Claims;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Tokens;
using Assay.Storage.Trust;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Sources;

/// <summary>Imports, shows and removes lists of known files.</summary>
internal static class SourceEndpoints
{
    /// <summary>Larger lists are imported on the server itself.</summary>
    public const int MaxBody = 64 << 20;

    private const int MaxEntries = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sources", ListAsync)
            .WithName("listSources").WithTags("Sources").WithSummary("List imported lists of known files")
            .Produces<IReadOnlyList<SourceListView>>().Needs(ApiRole.Reader);
        api.MapGet("/sources/{name}", ShowAsync)
            .WithName("getSource").WithTags("Sources").WithSummary("Show a list with its first entries")
            .Produces<SourceListDetail>().ProducesProblem(StatusCodes.Status404NotFound).Needs(ApiRole.Reader);
        api.MapPost("/sources", ImportAsync)
            .WithName("importSource").WithTags("Sources").WithSummary("Import a list of known-good or known-bad files")
            .WithDescription("The body is the list: SHA256SUMS, CSV or CycloneDX. A list with a single wrong line is refused whole. The next scan of each "
                + "model sees it, whether or not the model has changed.")
            .Accepts<Stream>("application/octet-stream")
            .Produces<SourceListView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody)).Needs(ApiRole.Admin);
        api.MapDelete("/sources/{name}", RemoveAsync)
            .WithName("removeSource").WithTags("Sources").WithSummary("Remove a list; it says nothing from then on")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).Needs(ApiRole.Admin);
    }

    private static async Task<IResult> ListAsync([FromServices] ITrustedLists lists, CancellationToken cancellationToken) =>
        TypedResults.Ok((await lists.ListAsync(cancellationToken)).Select(SourceListView.Of).ToList());

    private static async Task<IResult> ShowAsync(string name, [FromServices] ITrustedLists lists, CancellationToken cancellationToken)
    {
        if (await lists.FindAsync(name, cancellationToken) is not { } list) return Unknown();
        var entries = await lists.EntriesAsync(list.Id, MaxEntries, cancellationToken);
        return TypedResults.Ok(new SourceListDetail(SourceListView.Of(list), [.. entries.Select(SourceEntryView.Of)]));
    }

    private static async Task<IResult> ImportAsync(
        [AsParameters] SourceQuery query, HttpRequest request, ClaimsPrincipal user, [FromServices] ListImport import, CancellationToken cancellationToken)
    {
        if (query.ToRequest(user.Identity?.Name ?? "unknown", out var error) is not { } asked) return error!.ToResult();
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        var outcome = await import.RunAsync(body.GetBuffer().AsMemory(0, (int)body.Length), asked, cancellationToken);
        if (outcome.List is { } list) return TypedResults.Created($"{AssayApi.Prefix}/sources/{Uri.EscapeDataString(list.Name)}", SourceListView.Of(list));
        var detail = $"The list was refused: {string.Join("; ", outcome.Problems)}.";
        return (outcome.IsTaken ? new ApiError(StatusCodes.Status409Conflict, detail) : ApiError.BadRequest(detail)).ToResult();
    }

    private static async Task<IResult> RemoveAsync(string name, [FromServices] ITrustedLists lists, CancellationToken cancellationToken) =>
        await lists.RemoveAsync(name, cancellationToken) ? TypedResults.NoContent() : Unknown();

    private static IResult Unknown() => new ApiError(StatusCodes.Status404NotFound, "There is no list of that name.").ToResult();
}
