using System.Net;
using System.Net.Sockets;

namespace Assay.Reporting.Advisories.Webhooks;

/// <summary>
/// Which addresses are on the public internet. A subscriber names where this server connects to, and must not reach through it what only the server can reach
/// (OWASP: server-side request forgery). Everything that IANA's special-purpose registries reserve is none, whichever way it is written.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] _reserved =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    /// <summary>Of what is assigned (2000::/3), those that carry an IPv4 address, or are for documents and tests.</summary>
    private static readonly IPNetwork[] _reserved6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(n => IPNetwork.Parse(n))];

    private static readonly IPNetwork _assigned6 = IPNetwork.Parse("2000::/3");

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !_reserved.Any(n => n.Contains(address)),
            AddressFamily.InterNetworkV6 => address.ScopeId == 0 && _assigned6.Contains(address) && !_reserved6.Any(n => n.Contains(address)),
            _ => false,
        };
    }
}
