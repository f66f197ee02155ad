using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Assay.Tests.Unit.Attestation.Sigstore.TestBed;

/// <summary>Makes certificates of authorities.</summary>
internal static class Certificates
{
    public static readonly HashAlgorithmName Hash = HashAlgorithmName.SHA256;

    public static X509Certificate2 Root(ECDsa key, string name, DateTimeOffset from, DateTimeOffset until)
    {
        var request = new CertificateRequest($"CN={name}", key, Hash);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        return Public(request.CreateSelfSigned(from, until));
    }

    /// <summary>A certificate below a root: an authority, or an end certificate with a use.</summary>
    public static X509Certificate2 Below(
        X509Certificate2 issuer, ECDsa issuerKey, ECDsa key, string name, string? use, bool authority, DateTimeOffset from, DateTimeOffset until, bool critical = true)
    {
        var request = new CertificateRequest($"CN={name}", key, Hash);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(authority ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign : X509KeyUsageFlags.DigitalSignature, true));
        if (use is not null) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical));
        return Public(request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), from, until, Serial()));
    }

    public static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x3f) | 0x40);
        return serial;
    }

    /// <summary>The signed part (TBSCertificate) as it stands in the certificate.</summary>
    public static byte[] SignedPart(X509Certificate2 certificate) =>
        new AsnReader(certificate.RawData, AsnEncodingRules.DER).ReadSequence().ReadEncodedValue().ToArray();

    public static X509Certificate2 Public(X509Certificate2 certificate) => X509CertificateLoader.LoadCertificate(certificate.RawData);
}
