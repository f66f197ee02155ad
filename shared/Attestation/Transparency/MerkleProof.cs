namespace Assay.Attestation.Transparency;

/// <summary>
/// Verifies proofs (RFC 6962, 2.1.1 and 2.1.2). A proof is as long as index and sizes ask for, to the hash: one that is longer, shorter or has a hash
/// of
/// another length proves nothing.
/// </summary>
public static class MerkleProof
{
    /// <summary>The longest proof that a tree can ask for; longer ones need not be read.</summary>
    public const int MostHashes = 63;

    /// <summary>True: the leaf with this index is in the tree with this size and root.</summary>
    public static bool Includes(long index, long size, byte[] leafHash, IReadOnlyList<byte[]> proof, byte[] root) =>
        RootOfInclusion(index, size, leafHash, proof) is { } reached && reached.AsSpan().SequenceEqual(root);

    /// <summary>The root that a proof leads to; null where the proof has not the form that index and size ask for.</summary>
    public static byte[]? RootOfInclusion(long index, long size, byte[] leafHash, IReadOnlyList<byte[]> proof)
    {
        if (index < 0 || index >= size || leafHash.Length != MerkleHash.Length || !AreHashes(proof)) return null;
        var (inner, border) = Parts(index, size);
        if (proof.Count != inner + border) return null;
        var hash = leafHash;
        for (var i = 0; i < inner; i++) hash = (index >> i & 1) == 0 ? MerkleHash.Node(hash, proof[i]) : MerkleHash.Node(proof[i], hash);
        for (var i = inner; i < proof.Count; i++) hash = MerkleHash.Node(proof[i], hash);
        return hash;
    }

    /// <summary>
    /// True: the larger tree begins with all leaves of the smaller one, unchanged. A tree without leaves is the beginning of every tree and says
    /// nothing
    /// about any, so that a proof from size 0 is refused.
    /// </summary>
    public static bool Extends(long size1, long size2, byte[] root1, byte[] root2, IReadOnlyList<byte[]> proof)
    {
        if (size1 < 1 || size2 < size1 || root1.Length != MerkleHash.Length || root2.Length != MerkleHash.Length || !AreHashes(proof)) return false;
        if (size1 == size2) return proof.Count == 0 && root1.AsSpan().SequenceEqual(root2);
        var shift = System.Numerics.BitOperations.TrailingZeroCount(size1);
        var (inner, border) = Parts(size1 - 1, size2);
        inner -= shift;

        // A smaller tree that is a whole subtree of the larger one is where the path begins; otherwise the path brings its beginning.
        var isSubtree = size1 == 1L << shift;
        var start = isSubtree ? 0 : 1;
        if (proof.Count != start + inner + border) return false;
        var seed = isSubtree ? root1 : proof[0];
        return Chain(seed, proof, start, inner, size1 - 1 >> shift, onlyLeft: true).AsSpan().SequenceEqual(root1)
            && Chain(seed, proof, start, inner, size1 - 1 >> shift, onlyLeft: false).AsSpan().SequenceEqual(root2);
    }

    private static byte[] Chain(byte[] seed, IReadOnlyList<byte[]> proof, int start, int inner, long mask, bool onlyLeft)
    {
        var hash = seed;
        for (var i = 0; i < inner; i++)
        {
            var sibling = proof[start + i];
            if ((mask >> i & 1) == 1) hash = MerkleHash.Node(sibling, hash);
            else if (!onlyLeft) hash = MerkleHash.Node(hash, sibling);
        }
        for (var i = start + inner; i < proof.Count; i++) hash = MerkleHash.Node(proof[i], hash);
        return hash;
    }

    /// <summary>Hashes up to where the paths of this leaf and the last one meet, and on the tree's right border from there.</summary>
    private static (int Inner, int Border) Parts(long index, long size)
    {
        var inner = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)(index ^ (size - 1)));
        return (inner, System.Numerics.BitOperations.PopCount((ulong)(index >> inner)));
    }

    private static bool AreHashes(IReadOnlyList<byte[]> proof) => proof.Count <= MostHashes + 1 && proof.All(h => h.Length == MerkleHash.Length);
}
