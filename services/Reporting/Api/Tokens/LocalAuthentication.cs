using System.Text.Encodings.Web;
using Assay.Storage.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Api.Tokens;

/// <summary>No authentication: whoever got past <see cref="Guards.LocalRequestGuard"/> is the one user of this machine.</summary>
internal sealed class LocalAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "local";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.Success(
        new AuthenticationTicket(ApiCaller.Create(Guid.Empty, "local", ApiRole.Admin, SchemeName), SchemeName)));
}
