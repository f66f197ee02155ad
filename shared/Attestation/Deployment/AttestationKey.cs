using Assay.Attestation.Keys;

namespace Assay.Attestation.Deployment;

/// <summary>A key that signs, or signed, attestations of scans.</summary>
/// <param name="Key">The public half.</param>
/// <param name="RetiredAt">When it was put out of use; null: it is in use.</param>
/// <param name="RetiredAtSize">
/// Entries of the log then. A thief of a retired key can write any time into a statement, and cannot put it into the log before this entry.
/// </param>
public sealed record AttestationKey(IPublicKey Key, DateTimeOffset? RetiredAt = null, long? RetiredAtSize = null);
