using System.Security.Claims;
using Assay.Storage.Tokens;

namespace Assay.Reporting.Api.Tokens;

/// <summary>The caller of a request as its claims.</summary>
internal static class ApiCaller
{
    private const string RoleClaim = "assay_role";

    public static ClaimsPrincipal Create(Guid id, string name, ApiRole role, string scheme) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, id.ToString()), new Claim(ClaimTypes.Name, name), new Claim(RoleClaim, role.ToString())], scheme));

    public static bool Has(ClaimsPrincipal user, ApiRole needed) =>
        Enum.TryParse<ApiRole>(user.FindFirstValue(RoleClaim), out var role) && role >= needed;

    /// <summary>The token's id; stands for the submitter wherever one has to be told from another.</summary>
    public static string IdOf(ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
}
