using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Assay.Attestation.Certificates;

/// <summary>Reads one X.509 certificate in DER, and nothing else: no PEM, no PKCS #7 or #12, no bytes behind the end.</summary>
public static class CertificateReader
{
    /// <summary>Certificates of signers have 1 to 2 KiB, the longest root some 4 KiB.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>False where the bytes are not exactly one certificate.</summary>
    public static bool TryRead(ReadOnlySpan<byte> der, [NotNullWhen(true)] out X509Certificate2? certificate)
    {
        certificate = null;
        if (der.Length > MaxLength || !IsOneSequence(der)) return false;
        try
        {
            certificate = X509CertificateLoader.LoadCertificate(der);

            // Read here once: later, a key that cannot be decoded would throw in the midst of a decision.
            _ = certificate.PublicKey.ExportSubjectPublicKeyInfo();
            _ = certificate.Extensions.Count;
            return true;
        }
        catch (CryptographicException)
        {
            certificate?.Dispose();
            certificate = null;
            return false;
        }
    }

    private static bool IsOneSequence(ReadOnlySpan<byte> der) =>
        AsnDecoder.TryReadEncodedValue(der, AsnEncodingRules.DER, out var tag, out _, out _, out var consumed)
        && tag == Asn1Tag.Sequence && consumed == der.Length;
}
