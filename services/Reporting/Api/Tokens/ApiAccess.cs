using Assay.Storage.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Api.Tokens;

/// <summary>Who may call what.</summary>
internal static class ApiAccess
{
    private const string Selector = "assay";

    public static void AddApiAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<KnownTokens>();
        services.AddAuthentication(Selector)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, LocalAuthentication>(LocalAuthentication.SchemeName, null)
            .AddPolicyScheme(Selector, null, options => options.ForwardDefaultSelector = context =>
                context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.Authentication == ApiAuthentication.None
                    ? LocalAuthentication.SchemeName
                    : TokenAuthentication.SchemeName);
        var authorization = services.AddAuthorizationBuilder();
        foreach (var role in Enum.GetValues<ApiRole>())
        {
            authorization.AddPolicy(
                PolicyOf(role), policy => policy.RequireAuthenticatedUser().RequireAssertion(context => ApiCaller.Has(context.User, role)));
        }
    }

    /// <summary>Callers need this role or one that includes it. Also puts the answers that follow into the API's description.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, ApiRole role) => endpoint
        .RequireAuthorization(PolicyOf(role))
        .WithMetadata(role)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static string PolicyOf(ApiRole role) => "assay-" + role.ToString().ToLowerInvariant();
}
