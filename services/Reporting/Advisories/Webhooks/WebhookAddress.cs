using System.Net;

namespace Assay.Reporting.Advisories.Webhooks;

/// <summary>Whether messages may be sent to an address, as far as its text tells; what its name leads to is checked with every connection.</summary>
internal static class WebhookAddress
{
    private const int MaxLength = 2000;

    /// <summary>The address; null, with the reason, where it is not taken.</summary>
    public static Uri? Check(string? text, bool allowPrivate, out string? problem)
    {
        problem = null;
        if (text is not { Length: > 0 and <= MaxLength } || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.Host.Length == 0)
        {
            problem = $"'url' has to be an absolute https address of up to {MaxLength} characters.";
            return null;
        }
        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0) problem = "'url' must have no user name, password or fragment; messages are signed with the secret.";
        else if (!allowPrivate && uri.Scheme != "https") problem = "'url' has to be https; the server's setting Advisories:AllowPrivateAddresses also allows http.";
        else if (!allowPrivate && IPAddress.TryParse(uri.IdnHost.Trim('[', ']'), out var address) && !PublicAddresses.IsPublic(address))
            problem = "'url' names a private or reserved address; the server's setting Advisories:AllowPrivateAddresses allows them.";
        return problem is null ? uri : null;
    }
}
