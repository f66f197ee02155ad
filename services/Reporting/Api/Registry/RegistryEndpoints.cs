using System.ComponentModel;
using System.Security.Claims;
using Assay.Domain.Registry;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Tokens;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Registry;

/// <summary>The registry of versions that may be deployed.</summary>
internal static class RegistryEndpoints
{
    /// <summary>A version of 100,000 files fits.</summary>
    private const int MaxBody = 32 << 20;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/registry", ListAsync)
            .WithName("listRegistry").WithTags("Registry").WithSummary("List versions, the latest acted upon first")
            .Produces<RegistryList>().ProducesProblem(StatusCodes.Status400BadRequest).Needs(ApiRole.Reader);
        api.MapGet("/registry/version", ShowAsync)
            .WithName("getRegistered").WithTags("Registry").WithSummary(
                "Show a version with its files and every act, each with its signature and receipt")
            .Produces<IReadOnlyList<RegistryDetail>>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .Needs(ApiRole.Reader);
        api.MapGet("/registry/trust", TrustAsync)
            .WithName("getRegistryTrust").WithTags("Registry").WithSummary(
                "The trust file for gates without a network: keys, checkpoint, signed revocations")
            .Produces<Stream>(StatusCodes.Status200OK, "application/json").Needs(ApiRole.Reader);
        api.MapPost("/registry/approve", ApproveAsync)
            .WithName("approveVersion").WithTags("Registry").WithSummary("Approve a version, or request it where two people are needed")
            .WithDescription("A scanned version with the verdict rejected or incomplete is refused unless 'override' says why.")
            .Produces<RegistryChange>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).WithMetadata(new RequestSizeLimitAttribute(MaxBody)).Needs(ApiRole.Operator);
        MapAct(api, "confirm", RegistryActKind.Confirm, "confirmVersion", "Confirm somebody else's request");
        MapAct(api, "supersede", RegistryActKind.Supersede, "supersedeVersion", "Name an approved version to be used instead");
        MapAct(api, "revoke", RegistryActKind.Revoke, "revokeVersion", "Withdraw versions, with a reason; content that was never listed too");
    }

    private static void MapAct(IEndpointRouteBuilder api, string path, RegistryActKind kind, string name, string summary) =>
        api.MapPost("/registry/" + path, (RegistryActRequest request, ClaimsPrincipal user, [FromServices] ApprovalDesk desk, CancellationToken cancellationToken) =>
                AnswerAsync(desk.ActAsync(kind, request, Actor(user), cancellationToken)))
            .WithName(name).WithTags("Registry").WithSummary(summary)
            .Produces<RegistryChange>().ProducesProblem(
                StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).Needs(ApiRole.Operator);

    private static async Task<IResult> ListAsync(
        [AsParameters] RegistryQuery query, [FromServices] ApprovalDesk desk, CancellationToken cancellationToken) =>
        query.ToFilter(out var error) is { } filter ? TypedResults.Ok(await desk.ListAsync(filter, cancellationToken)) : error!.ToResult();

    private static Task<IResult> ShowAsync(
        [FromQuery, Description("Manifest digest or package URL.")] string version, [FromServices] ApprovalDesk desk, CancellationToken cancellationToken) =>
        AnswerAsync(desk.ShowAsync(version, cancellationToken), StatusCodes.Status400BadRequest);

    private static async Task<IResult> TrustAsync([FromServices] ApprovalDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Bytes(await desk.TrustAsync(cancellationToken), "application/json");

    private static Task<IResult> ApproveAsync(
        ApproveRequest request, ClaimsPrincipal user, [FromServices] ApprovalDesk desk, CancellationToken cancellationToken) =>
        AnswerAsync(desk.ApproveAsync(request, Actor(user), cancellationToken));

    private static async Task<IResult> AnswerAsync<T>(Task<DeskAnswer<T>> asked, int refused = StatusCodes.Status409Conflict)
        where T : class
    {
        var answer = await asked;
        return answer.Value is { } value
            ? TypedResults.Ok(value)
            : new ApiError(answer.IsUnknown ? StatusCodes.Status404NotFound : refused, answer.Problem!).ToResult();
    }

    private static RegistryActor Actor(ClaimsPrincipal user) => new("token:" + ApiCaller.IdOf(user), user.Identity?.Name ?? "");
}
