using Assay.Reporting.Client;

namespace Assay.Cli.Remote;

/// <summary>The server that client commands talk to.</summary>
internal static class Server
{
    public const string DefaultAddress = "http://127.0.0.1:7171";

    /// <param name="address">As typed; null for <c>ASSAY_SERVER</c> or the default.</param>
    /// <param name="token">As typed; null for <c>ASSAY_TOKEN</c> or none.</param>
    /// <exception cref="UsageException">The address is not an HTTP address.</exception>
    public static AssayApiClient Connect(string? address, string? token)
    {
        address ??= Environment.GetEnvironmentVariable("ASSAY_SERVER") is { Length: > 0 } named ? named : DefaultAddress;
        token ??= Environment.GetEnvironmentVariable("ASSAY_TOKEN") is { Length: > 0 } secret ? secret : null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new UsageException($"'{address}' is not the address of a server; expected http://host:port");
        if (token is not null && uri.Scheme == "http" && !uri.IsLoopback)
            throw new UsageException($"a token would go to {uri.Host} unencrypted; use https, or a tunnel to a local port");
        return AssayApiClient.Create(uri, token);
    }

    /// <summary>The value of an answer.</summary>
    /// <exception cref="UsageException">The server said no, or did not answer: its reason in one line.</exception>
    public static T Value<T>(this ApiResult<T> result)
        where T : class =>
        result.IsSuccess ? result.Value : throw new UsageException(result.Failure.Message);
}
