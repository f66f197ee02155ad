using System.Security.Cryptography;

namespace Assay.Tests.Unit.Attestation.Sigstore.TestBed;

/// <summary>RFC 6962, 2.1, written as it stands there, and not with the product's own code.</summary>
internal static class Tree
{
    public static byte[] Root(IReadOnlyList<byte[]> leaves) => leaves.Count switch
    {
        0 => SHA256.HashData([]),
        1 => SHA256.HashData([0, .. leaves[0]]),
        var n => SHA256.HashData([1, .. Root([.. leaves.Take(Split(n))]), .. Root([.. leaves.Skip(Split(n))])]),
    };

    public static IReadOnlyList<byte[]> Path(int index, IReadOnlyList<byte[]> leaves)
    {
        if (leaves.Count <= 1) return [];
        var split = Split(leaves.Count);
        return index < split
            ? [.. Path(index, [.. leaves.Take(split)]), Root([.. leaves.Skip(split)])]
            : [.. Path(index - split, [.. leaves.Skip(split)]), Root([.. leaves.Take(split)])];
    }

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }
}
