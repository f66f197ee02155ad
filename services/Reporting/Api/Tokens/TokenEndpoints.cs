using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Shapes;
using Assay.Storage.Tokens;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Tokens;

/// <summary>Makes, lists and revokes tokens.</summary>
internal static class TokenEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tokens", ListAsync)
            .WithName("listTokens").WithTags("Tokens").WithSummary("List tokens, without their secrets")
            .Produces<IReadOnlyList<TokenView>>().Needs(ApiRole.Admin);
        api.MapPost("/tokens", CreateAsync)
            .WithName("createToken").WithTags("Tokens").WithSummary("Make a token")
            .WithDescription("The secret is in this answer and nowhere else: the server keeps a hash of it.")
            .Produces<NewToken>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).Needs(ApiRole.Admin);
        api.MapDelete("/tokens/{id:guid}", RevokeAsync)
            .WithName("revokeToken").WithTags("Tokens").WithSummary("Revoke a token; it is refused from then on")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).Needs(ApiRole.Admin);
    }

    private static async Task<IResult> ListAsync(IApiTokenRepository tokens, CancellationToken cancellationToken) =>
        TypedResults.Ok((await tokens.ListAsync(cancellationToken)).Select(TokenView.Of).ToList());

    private static async Task<IResult> CreateAsync(TokenRequest request, [FromServices] TokenIssuer issuer, CancellationToken cancellationToken)
    {
        if (!TokenIssuer.IsValidName(request.Name))
        {
            return ApiError.BadRequest($"'name' has to be 1 to {TokenIssuer.MaxNameLength} printable characters.").ToResult();
        }
        if (request.ExpiresInDays is < 1 or > TokenRequest.MaxDays)
        {
            return ApiError.BadRequest($"'expires_in_days' has to be 1 to {TokenRequest.MaxDays}.").ToResult();
        }
        TimeSpan? lifetime = request.ExpiresInDays is { } days ? TimeSpan.FromDays(days) : null;
        var issued = await issuer.IssueAsync(request.Name, request.Role, lifetime, cancellationToken);
        return TypedResults.Created($"{AssayApi.Prefix}/tokens/{issued.Token.Id}", new NewToken(TokenView.Of(issued.Token), issued.Secret));
    }

    private static async Task<IResult> RevokeAsync(Guid id, IApiTokenRepository tokens, CancellationToken cancellationToken) =>
        await tokens.RevokeAsync(id, cancellationToken) ? TypedResults.NoContent() : ApiError.NotFound("token", id).ToResult();
}
