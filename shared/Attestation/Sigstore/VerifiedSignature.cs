namespace Assay.Attestation.Sigstore;

/// <summary>What a bundle proves.</summary>
/// <param name="Signer">Who signed.</param>
/// <param name="PayloadType">Of the envelope; null for a message signature.</param>
/// <param name="Payload">The signed bytes of the envelope, to be parsed as they stand here; empty for a message signature.</param>
/// <param name="Times">When it was signed at the latest, by the word of each that says so; at least one.</param>
/// <param name="LogIndex">Of the entry in its log.</param>
/// <param name="Log">Where the log is.</param>
public sealed record VerifiedSignature(
    SigstoreSigner Signer, string? PayloadType, ReadOnlyMemory<byte> Payload, IReadOnlyList<TrustedTime> Times, long LogIndex, string Log);
