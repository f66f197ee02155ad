using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Assay.Attestation.Certificates;

/// <summary>Who vouched for the signer's identity towards the certificate authority: the OpenID issuer in a certificate of Fulcio.</summary>
public static class IdentityIssuer
{
    private static readonly UTF8Encoding _strict = new(false, true);

    /// <summary>
    /// The issuer's URL from extension 1.3.6.1.4.1.57264.1.8 or, where there is none, from 1.3.6.1.4.1.57264.1.1. Null where the certificate has
    /// neither, one of them cannot be read or occurs twice, or the two contradict each other.
    /// </summary>
    public static string? Of(X509Certificate2 certificate)
    {
        var (current, raw) = (Extensions(certificate, CertificateOids.Issuer), Extensions(certificate, CertificateOids.IssuerRaw));
        if (current.Count > 1 || raw.Count > 1) return null;
        try
        {
            var first = current.Count == 0 ? null : Encoded(current[0].RawData);
            var second = raw.Count == 0 ? null : _strict.GetString(raw[0].RawData);
            return first is null || second is null || first == second ? first ?? second : null;
        }
        catch (Exception e) when (e is AsnContentException or DecoderFallbackException)
        {
            return null;
        }
    }

    private static List<X509Extension> Extensions(X509Certificate2 certificate, string oid) =>
        [.. certificate.Extensions.Where(e => e.Oid?.Value == oid)];

    private static string Encoded(byte[] der)
    {
        var reader = new AsnReader(der, AsnEncodingRules.DER);
        var text = reader.ReadCharacterString(UniversalTagNumber.UTF8String);
        reader.ThrowIfNotEmpty();
        return text;
    }
}
