using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Assay.Reporting.Advisories.Webhooks;

/// <summary>
/// <c>Assay-Signature: t=SECONDS,v1=HEX</c>: HMAC-SHA256 (RFC 2104) with the subscription's secret over the time, a dot and the body. The time is signed, so
/// that a receiver can refuse what somebody recorded and sends again.
/// </summary>
public static class WebhookSignature
{
    public const string Header = "Assay-Signature";

    public static string Of(string secret, DateTimeOffset time, ReadOnlySpan<byte> body)
    {
        var seconds = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(seconds + "."));
        hash.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
