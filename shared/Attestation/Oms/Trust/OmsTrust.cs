using System.Security.Cryptography.X509Certificates;
using Assay.Attestation.Keys;

namespace Assay.Attestation.Oms.Trust;

/// <summary>Whose signature is asked for. There is no default: neither the bundle nor the operating system is trusted to name a signer.</summary>
public abstract record OmsTrust
{
    private protected OmsTrust() { }
}

/// <summary>Whoever holds the private half of this key.</summary>
public sealed record KeyTrust(IPublicKey Key) : OmsTrust;

/// <summary>
/// Whoever has a certificate that one of these issued, directly or through others in the bundle. The signer's own certificate among them is a pin:
/// it is then trusted as it is, whatever purposes it names.
/// </summary>
public sealed record CertificateTrust(IReadOnlyList<X509Certificate2> Roots) : OmsTrust;

/// <summary>Whom a sigstore verifier accepts: an identity with its issuer, by a trusted root.</summary>
public sealed record SigstoreTrust(ISigstoreVerifier Verifier) : OmsTrust;
