using System.Text.Encodings.Web;
using Assay.Reporting.Api.Errors;
using Assay.Storage.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Api.Tokens;

/// <summary>Reads <c>Authorization: Bearer assay_…</c> (RFC 6750) and answers 401, 403 and 429 as problems. A secret never reaches the log.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    IApiTokenRepository tokens, FailedAttempts failed, KnownTokens known)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "token";

    private const string Bearer = "Bearer ";

    private TimeSpan wait;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0) return AuthenticateResult.NoResult();
        var address = Context.Connection.RemoteIpAddress;
        var hash = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && TokenSecret.TryHash(header[Bearer.Length..].Trim(), out var found)
            ? found
            : null;
        if (hash is null || !known.Contains(hash))
        {
            wait = failed.Wait(address);
            // Not logged: the attempts that led here were, and a flood of lines is what the limit prevents.
            if (wait > TimeSpan.Zero) return AuthenticateResult.Fail("Too many wrong tokens.");
        }
        if (hash is not null && await tokens.FindAsync(hash, Context.RequestAborted) is { } token)
        {
            known.Add(hash);
            return AuthenticateResult.Success(new AuthenticationTicket(ApiCaller.Create(token.Id, token.Name, token.Role, SchemeName), SchemeName));
        }
        if (hash is not null) known.Remove(hash);
        failed.Record(address);
        Logger.LogWarning("Refused a token from {Address}: {Reason}", address, hash is null ? "malformed" : "unknown, expired or revoked");
        return AuthenticateResult.Fail("The token is not valid.");
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if ((await HandleAuthenticateOnceSafeAsync()).None)
        {
            Response.Headers.WWWAuthenticate = "Bearer";
            await WriteAsync(new ApiError(StatusCodes.Status401Unauthorized, "This call needs a token: send 'Authorization: Bearer assay_…'."));
        }
        else if (wait > TimeSpan.Zero)
        {
            await WriteAsync(
                new ApiError(StatusCodes.Status429TooManyRequests, "Too many wrong tokens came from this address: wait and try again.", wait));
        }
        else
        {
            Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            await WriteAsync(
                new ApiError(StatusCodes.Status401Unauthorized, "The token is unknown, expired or revoked: ask an administrator for a new one."));
        }
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => WriteAsync(
        new ApiError(StatusCodes.Status403Forbidden, "The token's role does not allow this call: ask an administrator for one with a higher role."));

    private Task WriteAsync(ApiError error) => error.ToResult().ExecuteAsync(Context);
}
