namespace Assay.Attestation.Registry;

/// <summary>For when, and how strictly, an approval is checked.</summary>
/// <param name="At">The time it has to be valid at.</param>
/// <param name="MaxTrustAge">How old the revocations may be then; null for any age.</param>
public sealed record ApprovalOptions(DateTimeOffset At, TimeSpan? MaxTrustAge = null);
