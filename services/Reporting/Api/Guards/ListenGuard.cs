namespace Assay.Reporting.Api.Guards;

/// <summary>Decides whether a set of addresses may be listened on. Pure.</summary>
public static class ListenGuard
{
    /// <summary>Null where all is well, otherwise one line for standard error. Addresses are as Kestrel writes them.</summary>
    public static string? Check(ApiAuthentication authentication, IEnumerable<string> addresses)
    {
        if (authentication != ApiAuthentication.None) return null;
        var open = addresses.FirstOrDefault(address => !IsLoopback(address));
        return open is null
            ? null
            : $"Refusing to listen on {open} without authentication: anybody who reaches it could submit and cancel scans. "
                + "Listen on 127.0.0.1, or set Api:Authentication to tokens.";
    }

    private static bool IsLoopback(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var authority = scheme < 0 ? address : address[(scheme + 3)..];
        if (authority.StartsWith("unix:/", StringComparison.OrdinalIgnoreCase)) return true;
        var end = authority.IndexOf('/', StringComparison.Ordinal);
        if (end >= 0) authority = authority[..end];
        var port = authority.LastIndexOf(':');
        if (port > authority.LastIndexOf(']')) authority = authority[..port];
        return LoopbackNames.Contains(authority);
    }
}
