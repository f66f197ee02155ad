namespace Assay.Attestation.Sigstore;

/// <summary>An entry that a trusted log has.</summary>
/// <param name="Log">The log.</param>
/// <param name="Index">As the log has bound it.</param>
/// <param name="Time">When it came into the log, where its promise says so.</param>
/// <param name="Signature">What it says.</param>
internal sealed record LoggedEntry(TrustedLog Log, long Index, DateTimeOffset? Time, LoggedSignature Signature);
