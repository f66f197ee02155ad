using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Api.Tokens;

/// <summary>
/// Counts wrong tokens by remote address, so that guessing costs the guesser and not the database or the log. Bounded: of many addresses the
/// one that failed longest ago is forgotten. Thread-safe.
/// </summary>
internal sealed class FailedAttempts(IOptions<ApiOptions> options, TimeProvider time)
{
    public const int MaxAddresses = 4096;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();

    private readonly Dictionary<string, (DateTimeOffset Since, int Count)> table = [];

    /// <summary>How long the address has to wait; zero where it may try.</summary>
    public TimeSpan Wait(IPAddress? address)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (!table.TryGetValue(KeyOf(address), out var entry) || entry.Count < options.Value.FailedAttemptsPerMinute) return TimeSpan.Zero;
            var left = Window - (now - entry.Since);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void Record(IPAddress? address)
    {
        var key = KeyOf(address);
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (table.TryGetValue(key, out var entry) && now - entry.Since < Window)
            {
                table[key] = entry with { Count = entry.Count + 1 };
                return;
            }
            if (table.Count >= MaxAddresses && !table.ContainsKey(key)) table.Remove(table.MinBy(pair => pair.Value.Since).Key);
            table[key] = (now, 1);
        }
    }

    /// <summary>One subscriber of IPv6 has at least 2^64 addresses, so those count as one.</summary>
    private static string KeyOf(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
