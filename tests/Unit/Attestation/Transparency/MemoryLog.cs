using Assay.Attestation.Transparency;

namespace Assay.Tests.Unit.Attestation.Transparency;

/// <summary>A log in memory, with the tiles that a log of its size has, computed the simple way.</summary>
internal sealed class MemoryLog(IReadOnlyList<byte[]> leafHashes) : ITileSource
{
    public static MemoryLog OfSize(int size) => new([.. Enumerable.Range(0, size).Select(i => MerkleHash.Leaf(BitConverter.GetBytes(i)))]);

    public IReadOnlyList<byte[]> Leaves => leafHashes;

    /// <summary>The definition of RFC 6962, 2.1, word for word.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> hashes)
    {
        if (hashes.Count == 0) return MerkleHash.Empty;
        if (hashes.Count == 1) return hashes[0];
        var k = 1;
        while (k * 2 < hashes.Count) k *= 2;
        return MerkleHash.Node(Root([.. hashes.Take(k)]), Root([.. hashes.Skip(k)]));
    }

    public byte[] Root(int size) => Root([.. leafHashes.Take(size)]);

    public ValueTask<byte[]?> ReadTileAsync(TileAddress address, CancellationToken cancellationToken)
    {
        var span = 1 << (TileAddress.Height * address.Level);
        var first = (int)address.Index * TileAddress.FullWidth * span;
        var hashes = Enumerable.Range(0, address.Width).Select(i => Root([.. leafHashes.Skip(first + i * span).Take(span)]));
        return ValueTask.FromResult<byte[]?>([.. hashes.SelectMany(h => h)]);
    }
}
