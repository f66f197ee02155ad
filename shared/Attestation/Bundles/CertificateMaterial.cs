namespace Assay.Attestation.Bundles;

/// <summary>A certificate, with or without those that issued it.</summary>
/// <param name="Certificates">In DER, the signer's own first; at least one.</param>
/// <param name="IsChain">True: written as <c>x509CertificateChain</c>; false: as <c>certificate</c>, the form of bundle version 0.3.</param>
public sealed record CertificateMaterial(IReadOnlyList<byte[]> Certificates, bool IsChain) : VerificationMaterial
{
    /// <summary>The signer's own, in DER.</summary>
    public byte[] Leaf => Certificates[0];
}
