using System.Net;
using Assay.Reporting.Api.Errors;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Api.Guards;

/// <summary>
/// Without authentication, being on this machine is the only credential, and a web page in the user's browser is on this machine too. So a
/// request has to come over loopback, name a loopback host (DNS rebinding brings a name of the attacker's) and not come from another origin.
/// </summary>
internal sealed class LocalRequestGuard(RequestDelegate next, IOptions<ApiOptions> options)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (options.Value.Authentication == ApiAuthentication.Tokens || Refuse(context) is not { } detail) return next(context);
        return new ApiError(StatusCodes.Status403Forbidden, detail).ToResult().ExecuteAsync(context);
    }

    private static string? Refuse(HttpContext context)
    {
        if (!IsLocal(context.Connection.RemoteIpAddress) || !IsLocal(context.Connection.LocalIpAddress))
        {
            return "Without authentication only this machine may call: set Api:Authentication to tokens to serve others.";
        }
        var request = context.Request;
        if (!LoopbackNames.Contains(request.Host.Host)) return "Without authentication the server has to be called localhost, 127.0.0.1 or [::1].";
        if (request.Headers.TryGetValue("Origin", out var origin) && !IsSameOrigin(origin.ToString(), request)
            || request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            return "Without authentication pages of another origin may not call.";
        }
        return null;
    }

    /// <summary>No address at all is a connection that never left this machine: a Unix socket, a test server.</summary>
    private static bool IsLocal(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    private static bool IsSameOrigin(string origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
