using System.Security.Cryptography.X509Certificates;
using Assay.Attestation.Bundles;
using Assay.Attestation.Certificates;
using Assay.Attestation.Keys;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Sigstore;

/// <summary>The key that has to have signed: that of the bundle's certificate, which is yet to be judged, or the verifier's own.</summary>
/// <param name="Key">What the signature is verified with.</param>
/// <param name="Certificate">Null with a key of the verifier.</param>
/// <param name="Intermediates">Certificates that came with it.</param>
internal sealed record SignerMaterial(IPublicKey Key, X509Certificate2? Certificate, IReadOnlyList<X509Certificate2> Intermediates)
{
    /// <summary>What the log's entry has to name: the certificate or the key, in DER.</summary>
    public ReadOnlyMemory<byte> Verifier => Certificate?.RawDataMemory ?? Key.SubjectPublicKeyInfo;

    /// <summary>What a bundle and a policy agree on, or why they do not.</summary>
    public static SigstoreRefusal? Read(VerificationMaterial material, SigstorePolicy policy, out SignerMaterial? signer)
    {
        signer = null;
        if (material is PublicKeyMaterial)
        {
            if (policy.Key is null)
                return new(SigstoreReasons.KeyMissing, "The bundle is signed with a key and has no certificate; give the signer's public key.");
            signer = new(policy.Key, null, []);
            return null;
        }
        if (material is not CertificateMaterial { Certificates: { Count: > 0 } listed } || policy.Key is not null)
        {
            return new(
                SigstoreReasons.CertificateMissing,
                "A key was given, but the bundle is signed with a certificate; give the signer's identity and issuer.");
        }
        var certificates = new List<X509Certificate2>();
        foreach (var der in listed)
        {
            if (!CertificateReader.TryRead(der, out var certificate))
            {
                return new(
                    SigstoreReasons.CertificateMalformed,
                    $"Certificate {certificates.Count} of the bundle is not one X.509 certificate in DER.");
            }
            certificates.Add(certificate);
        }
        if (certificates.Skip(1).FirstOrDefault(c => c.SubjectName.RawData.AsSpan().SequenceEqual(c.IssuerName.RawData)) is { } root)
        {
            return new(
                SigstoreReasons.CertificateRootIncluded,
                $"The bundle brings a root certificate along ({EvidenceText.Quote(root.Subject)}); roots are the verifier's to choose, and a bundle must not name one.");
        }
        var key = PublicKeys.FromSubjectPublicKeyInfo(certificates[0].PublicKey.ExportSubjectPublicKeyInfo());
        if (!key.IsOk) return new(SigstoreReasons.KeyUnsupported, $"The key of the signer's certificate cannot be used: {key.Reason}.");
        signer = new(key.Value, certificates[0], certificates[1..]);
        return null;
    }
}
