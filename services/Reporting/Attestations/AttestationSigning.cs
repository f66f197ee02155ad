using Assay.Attestation.Keys;

namespace Assay.Reporting.Attestations;

/// <summary>With what attestations are made.</summary>
/// <param name="Signer">The key.</param>
/// <param name="IsInstallationKey">True: it is the configured one, which puts those before it out of use; false: it was named for one command.</param>
/// <param name="ValidFor">How long a verdict counts; null for no end.</param>
/// <param name="Verifier">A URI that names who decides; null for the product's.</param>
public sealed record AttestationSigning(ISigner Signer, bool IsInstallationKey, TimeSpan? ValidFor, string? Verifier)
{
    /// <summary>As configured; null where no key is.</summary>
    public static AttestationSigning? Of(IAttestationSigner signer, AttestationOptions options) =>
        signer.Current is { } key ? new(key, IsInstallationKey: true, options.ValidFor, options.Verifier) : null;
}
