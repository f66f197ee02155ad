namespace Assay.Attestation.Bundles;

/// <summary>That an entry is in a Merkle tree (RFC 6962, 2.1.1).</summary>
/// <param name="LogIndex">Of the leaf, in its own shard.</param>
/// <param name="RootHash">32 bytes; empty where absent.</param>
/// <param name="TreeSize">Leaves.</param>
/// <param name="Hashes">From the leaf's sibling up to the root.</param>
/// <param name="Checkpoint">The signed note of the tree; null where there is none.</param>
public sealed record InclusionProof(long LogIndex, byte[] RootHash, long TreeSize, IReadOnlyList<byte[]> Hashes, string? Checkpoint);
