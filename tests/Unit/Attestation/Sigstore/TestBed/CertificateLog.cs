using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Assay.Tests.Unit.Attestation.Sigstore.TestBed;

/// <summary>A certificate transparency log (RFC 6962) that only promises.</summary>
internal sealed class CertificateLog
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] SubjectPublicKeyInfo => _key.ExportSubjectPublicKeyInfo();

    public byte[] LogId => SHA256.HashData(SubjectPublicKeyInfo);

    /// <summary>The extension for a certificate whose signed part, without that extension, is given.</summary>
    public X509Extension Promise(byte[] signedPart, X509Certificate2 issuer, DateTimeOffset time)
    {
        var milliseconds = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, time.ToUnixTimeMilliseconds());
        byte[] signed =
        [
            0, 0, .. milliseconds, 0, 1, .. SHA256.HashData(issuer.PublicKey.ExportSubjectPublicKeyInfo()),
            (byte)(signedPart.Length >> 16), (byte)(signedPart.Length >> 8), (byte)signedPart.Length, .. signedPart, 0, 0,
        ];
        var signature = _key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        byte[] timestamp = [0, .. LogId, .. milliseconds, 0, 0, 4, 3, .. Prefixed(signature)];
        return Extension(Prefixed(Prefixed(timestamp)));
    }

    public static X509Extension Extension(byte[] list)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        writer.WriteOctetString(list);
        return new("1.3.6.1.4.1.11129.2.4.2", writer.Encode(), false);
    }

    public static byte[] Prefixed(byte[] bytes) => [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
}
