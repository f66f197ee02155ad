namespace Assay.Attestation.Bundles;

/// <summary>Which key made the signature. It names a key; trust in that key comes from elsewhere.</summary>
public abstract record VerificationMaterial
{
    private protected VerificationMaterial() { }
}
