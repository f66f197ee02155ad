namespace Assay.Attestation.Bundles;

/// <summary>An entry of a transparency log (protobuf-specs, sigstore_rekor.proto).</summary>
/// <param name="LogIndex">Over all shards of the log.</param>
/// <param name="LogKeyId">SHA-256 of the log's public key, or the key id of its signed note; empty where absent.</param>
/// <param name="Kind">Such as <c>dsse</c> or <c>hashedrekord</c>; empty where absent.</param>
/// <param name="KindVersion">Such as <c>0.0.1</c>; empty where absent.</param>
/// <param name="IntegratedTime">Seconds since 1970 in UTC; 0: the log says none.</param>
/// <param name="SignedEntryTimestamp">The log's promise over entry, index and time; null where there is none.</param>
/// <param name="InclusionProof">Null where there is none.</param>
/// <param name="CanonicalizedBody">What is in the log; empty where absent.</param>
public sealed record TransparencyLogEntry(
    long LogIndex,
    byte[] LogKeyId,
    string Kind,
    string KindVersion,
    long IntegratedTime,
    byte[]? SignedEntryTimestamp,
    InclusionProof? InclusionProof,
    byte[] CanonicalizedBody);
