using System.Globalization;
using System.Text;

namespace Assay.Attestation.Dsse;

/// <summary>The bytes that a DSSE signature covers (github.com/secure-systems-lab/dsse, protocol.md).</summary>
public static class PreAuthenticationEncoding
{
    /// <summary>
    /// <c>"DSSEv1" SP LEN(type) SP type SP LEN(payload) SP payload</c>, lengths in bytes as decimal digits, of the decoded payload.
    /// </summary>
    public static byte[] Of(string payloadType, ReadOnlySpan<byte> payload)
    {
        var type = Encoding.UTF8.GetBytes(payloadType);
        return [.. "DSSEv1 "u8, .. Digits(type.Length), (byte)' ', .. type, (byte)' ', .. Digits(payload.Length), (byte)' ', .. payload];
    }

    private static byte[] Digits(int length) => Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture));
}
