using System.Diagnostics.CodeAnalysis;

namespace Assay.Attestation.Sigstore;

/// <summary>What became of a bundle.</summary>
/// <param name="Verified">What is proved; null where it is refused.</param>
/// <param name="Refusal">The first thing that was wrong; null where nothing was.</param>
public sealed record SigstoreResult(VerifiedSignature? Verified, SigstoreRefusal? Refusal)
{
    /// <summary>Whether everything that was asked for is proved.</summary>
    [MemberNotNullWhen(true, nameof(Verified))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsValid => Verified is not null;
}
