namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>The configured base of the hub, and which addresses its answers may send us to.</summary>
internal sealed class HubAddress(Uri endpoint)
{
    private const string PublicHost = "huggingface.co";

    private readonly string _base = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');

    public Uri Endpoint => endpoint;

    /// <summary>An address on the hub.</summary>
    /// <param name="pathAndQuery">Quoted, beginning with a slash.</param>
    public Uri Of(string pathAndQuery) => new(_base + pathAndQuery);

    /// <summary>True where the credential may be sent.</summary>
    public bool IsOwn(Uri address) => 0 == Uri.Compare(
        address, endpoint, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Where a redirect or a next-page link leads; null where we do not go. A mirror passes on links to the public hub: they are turned to
    /// the mirror. Plain HTTP and this machine itself are allowed only to who is there already.
    /// </summary>
    public Uri? Follow(Uri from, string? location)
    {
        if (location is null || !Uri.TryCreate(from, location, out var to)) return null;
        if (to.Host.Equals(PublicHost, StringComparison.OrdinalIgnoreCase) && !IsOwn(to)) return Of(to.PathAndQuery);
        if (to.UserInfo.Length > 0 || to.Scheme != Uri.UriSchemeHttps && to.Scheme != endpoint.Scheme) return null;
        return to.Scheme is "http" or "https" && (!to.IsLoopback || endpoint.IsLoopback) ? to : null;
    }

    public static string Quote(string text) => Uri.EscapeDataString(text);

    /// <summary>Quotes each element of a path.</summary>
    public static string QuotePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
