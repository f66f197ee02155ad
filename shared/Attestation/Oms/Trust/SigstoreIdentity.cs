using System.Globalization;
using Assay.Attestation.Bundles;
using Assay.Attestation.Sigstore;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Oms.Trust;

/// <summary>Whoever an authority of a trusted root gave a certificate for this identity, vouched for by this issuer; both exact.</summary>
public sealed class SigstoreIdentity(TrustedRoot root, string identity, string issuer) : ISigstoreVerifier
{
    private readonly SigstoreVerifier _verifier = new(root);

    /// <inheritdoc/>
    public SignerVerdict Verify(SigstoreBundle bundle, DateTimeOffset at)
    {
        var result = _verifier.Verify(bundle, SigstorePolicy.ForIdentity(identity, issuer, at));
        if (!result.IsValid) return new(null, [new(result.Refusal.Id, result.Refusal.Message)], []);
        var times = result.Verified.Times.Select(t => t.Time.UtcDateTime.ToString("u", CultureInfo.InvariantCulture));
        return new(
            $"{EvidenceText.Quote(identity)}, vouched for by {EvidenceText.Quote(issuer)}",
            [],
            [$"Signed at the latest {string.Join(", ", times)}; entry {result.Verified.LogIndex} of the log "
                + $"{EvidenceText.Quote(result.Verified.Log)}."]);
    }
}
