namespace Assay.Attestation.Sigstore;

/// <summary>What a timestamp is worth.</summary>
/// <param name="Time">When the signature existed at the latest, by the word of a trusted authority; null where it is refused.</param>
/// <param name="Authority">Whose word it is.</param>
/// <param name="Refusal">Why it is worth nothing; null where it is trusted.</param>
public sealed record TimestampOutcome(DateTimeOffset? Time, TrustedAuthority? Authority, SigstoreRefusal? Refusal)
{
    internal static TimestampOutcome Trusted(DateTimeOffset time, TrustedAuthority authority) => new(time, authority, null);

    internal static TimestampOutcome Refused(string id, string message) => new(null, null, new(id, message));
}
