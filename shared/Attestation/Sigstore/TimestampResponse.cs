using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Assay.Attestation.Sigstore;

/// <summary>The answer of a timestamp authority (<c>TimeStampResp</c>, RFC 3161, 2.4.2).</summary>
public static class TimestampResponse
{
    /// <summary>Answers with certificates have 1 to 6 KiB.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>The token of a granted answer, or null where the bytes are none or the answer is a refusal.</summary>
    public static Rfc3161TimestampToken? ReadToken(ReadOnlyMemory<byte> response)
    {
        if (response.Length > MaxLength) return null;
        try
        {
            var reader = new AsnReader(response, AsnEncodingRules.BER);
            var outer = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var status = outer.ReadSequence().ReadInteger();
            if (status != BigInteger.Zero && status != BigInteger.One) return null;
            var encoded = outer.ReadEncodedValue();
            outer.ThrowIfNotEmpty();
            return Rfc3161TimestampToken.TryDecode(encoded, out var token, out var consumed) && consumed == encoded.Length ? token : null;
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return null;
        }
    }
}
