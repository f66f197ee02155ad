using System.Security.Cryptography;

namespace Assay.Attestation.Sigstore;

/// <summary>The root that an inclusion proof leads to (RFC 9162, 2.1.3.2).</summary>
internal static class InclusionPath
{
    /// <summary>Null where the proof has not the length that index and size ask for.</summary>
    public static byte[]? Root(long index, long size, byte[] leafHash, IReadOnlyList<byte[]> path)
    {
        if (index < 0 || index >= size) return null;
        var (node, last, hash) = (index, size - 1, leafHash);
        foreach (var sibling in path)
        {
            if (last == 0) return null;
            if ((node & 1) == 1 || node == last)
            {
                hash = SHA256.HashData([1, .. sibling, .. hash]);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = SHA256.HashData([1, .. hash, .. sibling]);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 ? hash : null;
    }
}
