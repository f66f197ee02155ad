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

            Decode(certificate);
            return true;
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException or ArgumentException)
        {
            certificate?.Dispose();
            certificate = null;
            return false;
        }
    }

    /// <summary>These are decoded when they are asked for: what cannot be decoded is to fail here, and not in the midst of a decision.</summary>
    private static void Decode(X509Certificate2 certificate)
    {
        _ = certificate.PublicKey.ExportSubjectPublicKeyInfo();
        _ = (certificate.NotBefore, certificate.NotAfter, certificate.Subject, certificate.Issuer, certificate.SerialNumberBytes);
        foreach (var extension in certificate.Extensions)
        {
            _ = extension switch
            {
                X509BasicConstraintsExtension basic => basic.CertificateAuthority,
                X509EnhancedKeyUsageExtension enhanced => enhanced.EnhancedKeyUsages.Count > 0,
                X509KeyUsageExtension usage => usage.KeyUsages != X509KeyUsageFlags.None,
                _ => extension.Oid is not null,
            };
        }
    }

    private static bool IsOneSequence(ReadOnlySpan<byte> der) =>
        AsnDecoder.TryReadEncodedValue(der, AsnEncodingRules.DER, out var tag, out _, out _, out var consumed)
        && tag == Asn1Tag.Sequence && consumed == der.Length;
}
