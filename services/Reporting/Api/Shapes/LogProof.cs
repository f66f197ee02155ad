namespace Assay.Reporting.Api.Shapes;

/// <summary>That an entry is in the transparency log (RFC 6962).</summary>
/// <param name="Index">Of the entry.</param>
/// <param name="Size">Entries of the tree that the proof leads to.</param>
/// <param name="Entry">The entry, base64.</param>
/// <param name="Hashes">From the leaf's sibling up to the root, base64.</param>
/// <param name="Checkpoint">The signed note of that tree.</param>
public sealed record LogProof(long Index, long Size, byte[] Entry, IReadOnlyList<byte[]> Hashes, string Checkpoint);
