using System.Net;

namespace Assay.Reporting.Api.Guards;

/// <summary>Which names can only mean this machine.</summary>
internal static class LoopbackNames
{
    /// <summary>True for <c>localhost</c> and literal loopback addresses (127.0.0.0/8, ::1), without a port; brackets are allowed.</summary>
    public static bool Contains(string host)
    {
        if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)) return true;
        var bare = host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host;
        // Only the usual spellings: 127.1, 0x7f000001 and 2130706433 are addresses to some programs and names to others.
        return IPAddress.TryParse(bare, out var address) && address.ToString() == bare && IPAddress.IsLoopback(address);
    }
}
