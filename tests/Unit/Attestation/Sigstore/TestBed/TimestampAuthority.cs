using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Assay.Tests.Unit.Attestation.Sigstore.TestBed;

/// <summary>A timestamp authority (RFC 3161).</summary>
internal sealed class TimestampAuthority
{
    private static readonly Oid _policy = new("1.3.6.1.4.1.57264.2");
    private static readonly Oid _sha256 = new("2.16.840.1.101.3.4.2.1");

    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TimestampAuthority(DateTimeOffset from, DateTimeOffset until, string use = "1.3.6.1.5.5.7.3.8")
    {
        Root = Certificates.Root(_rootKey, "tsa root", from, until);
        Leaf = Certificates.Below(Root, _rootKey, _leafKey, "tsa", use, false, from, until);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Leaf { get; }

    /// <summary>A granted answer.</summary>
    public byte[] Stamp(byte[] signature, DateTimeOffset time, bool embed = false, int status = 0)
    {
        var info = new Rfc3161TimestampTokenInfo(_policy, _sha256, SHA256.HashData(signature), Certificates.Serial(), time);
        var cms = new SignedCms(new ContentInfo(new Oid("1.2.840.113549.1.9.16.1.4"), info.Encode()), false);
        using var withKey = Leaf.CopyWithPrivateKey(_leafKey);
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, withKey)
        {
            DigestAlgorithm = _sha256,
            IncludeOption = embed ? X509IncludeOption.EndCertOnly : X509IncludeOption.None,
        };
        signer.SignedAttributes.Add(new AsnEncodedData(new Oid("1.2.840.113549.1.9.16.2.47"), SigningCertificate()));
        cms.ComputeSignature(signer);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence()) writer.WriteInteger(status);
            writer.WriteEncodedValue(cms.Encode());
        }
        return writer.Encode();
    }

    private byte[] SigningCertificate()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence()) writer.WriteOctetString(SHA256.HashData(Leaf.RawData));
        return writer.Encode();
    }
}
