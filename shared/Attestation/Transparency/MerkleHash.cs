using System.Security.Cryptography;

namespace Assay.Attestation.Transparency;

/// <summary>Hashes of a Merkle tree (RFC 6962, 2.1). Leaves and nodes are hashed apart, so that a node can never be taken for an entry.</summary>
public static class MerkleHash
{
    /// <summary>Bytes in a hash.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>Root of the tree without leaves.</summary>
    public static byte[] Empty => SHA256.HashData([]);

    /// <summary>Of an entry: SHA-256 of 0x00 and its bytes.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(entry);
        return hash.GetHashAndReset();
    }

    /// <summary>Of two subtrees: SHA-256 of 0x01, the left hash and the right hash.</summary>
    /// <exception cref="ArgumentException">One of them has not 32 bytes.</exception>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != Length || right.Length != Length) throw new ArgumentException("A hash has 32 bytes.");
        Span<byte> input = stackalloc byte[1 + 2 * Length];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Length)..]);
        return SHA256.HashData(input);
    }
}
