namespace Assay.Attestation.Sigstore;

/// <summary>A time at which a signature existed, by the word of somebody trusted.</summary>
/// <param name="Time">In UTC.</param>
/// <param name="Source">What says so.</param>
public sealed record TrustedTime(DateTimeOffset Time, TrustedTimeSource Source);
