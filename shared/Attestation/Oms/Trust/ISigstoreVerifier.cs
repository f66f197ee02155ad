using Assay.Attestation.Bundles;

namespace Assay.Attestation.Oms.Trust;

/// <summary>
/// Verifies the signature of a bundle by certificate of a sigstore authority, with transparency log and trusted times, for the identity that it was
/// made
/// for. Called once a verification; must not use the network; whatever is wrong with the bundle is a refusal, not an exception.
/// </summary>
public interface ISigstoreVerifier
{
    /// <summary>True of the signature over the bundle's envelope, or why not.</summary>
    SignerVerdict Verify(SigstoreBundle bundle, DateTimeOffset at);
}
