namespace Assay.Attestation.Transparency;

/// <summary>What an audit found.</summary>
/// <param name="Problems">Sentences; none where all is as it has to be.</param>
/// <param name="Checkpoint">The log's newest; null where it has none that counts.</param>
public sealed record LogAuditResult(IReadOnlyList<string> Problems, SignedCheckpoint? Checkpoint);
