using Assay.Contracts.Values;

namespace Assay.Attestation.Registry;

/// <summary>A version that is not to be used any more.</summary>
/// <param name="Manifest">Its content.</param>
/// <param name="Name">Package URL or name, for people.</param>
/// <param name="IsRevoked">False: superseded, which is a recommendation and no ban.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why; null where nothing was said.</param>
/// <param name="Replacement">Manifest digest of what to use instead; empty for none.</param>
public sealed record Revocation(Sha256Digest Manifest, string Name, bool IsRevoked, DateTimeOffset At, string? Reason, Sha256Digest Replacement);
