using System.Numerics;

namespace Assay.Attestation.Transparency;

/// <summary>
/// A log's tree as its tiles give it: computes roots and proofs. For one request; tiles are kept once read, since a proof comes to the same ones
/// again.
/// </summary>
/// <param name="tiles">Hashes; partial ones are asked for with the width that a log of <paramref name="size"/> has.</param>
/// <param name="size">Entries of the log, which bounds what is read.</param>
public sealed class MerkleTree(ITileSource tiles, long size)
{
    private readonly Dictionary<(int Level, long Index), byte[]> _read = [];

    /// <summary>Of the tree of the first so many entries.</summary>
    /// <exception cref="LogDamagedException">A tile that the log has to have is missing or too short.</exception>
    public async Task<byte[]> RootAsync(long treeSize, CancellationToken cancellationToken)
    {
        CheckSize(treeSize);
        return treeSize == 0 ? MerkleHash.Empty : await RangeAsync(0, treeSize, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The hashes from the leaf's sibling up to the root of the tree of the first <paramref name="treeSize"/> entries.</summary>
    /// <exception cref="LogDamagedException">A tile that the log has to have is missing or too short.</exception>
    public async Task<IReadOnlyList<byte[]>> InclusionProofAsync(long index, long treeSize, CancellationToken cancellationToken)
    {
        CheckSize(treeSize);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, treeSize);
        var proof = new List<byte[]>();
        var (start, length) = (0L, treeSize);
        while (length > 1)
        {
            var left = LargestPowerBelow(length);
            if (index < start + left)
            {
                proof.Add(await RangeAsync(start + left, length - left, cancellationToken).ConfigureAwait(false));
                length = left;
            }
            else
            {
                proof.Add(await RangeAsync(start, left, cancellationToken).ConfigureAwait(false));
                (start, length) = (start + left, length - left);
            }
        }
        proof.Reverse();
        return proof;
    }

    /// <summary>What shows that a tree extends a smaller one; empty for equal sizes.</summary>
    /// <exception cref="LogDamagedException">A tile that the log has to have is missing or too short.</exception>
    public async Task<IReadOnlyList<byte[]>> ConsistencyProofAsync(long size1, long size2, CancellationToken cancellationToken)
    {
        CheckSize(size2);
        ArgumentOutOfRangeException.ThrowIfLessThan(size1, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size1, size2);
        var proof = new List<byte[]>();
        var (start, length, rest, isWhole) = (0L, size2, size1, true);
        while (rest != length)
        {
            var left = LargestPowerBelow(length);
            if (rest <= left)
            {
                proof.Add(await RangeAsync(start + left, length - left, cancellationToken).ConfigureAwait(false));
                length = left;
            }
            else
            {
                proof.Add(await RangeAsync(start, left, cancellationToken).ConfigureAwait(false));
                (start, length, rest, isWhole) = (start + left, length - left, rest - left, false);
            }
        }
        if (!isWhole) proof.Add(await RangeAsync(start, length, cancellationToken).ConfigureAwait(false));
        proof.Reverse();
        return proof;
    }

    /// <summary>Hash of the leaves from an aligned start on.</summary>
    private async Task<byte[]> RangeAsync(long start, long length, CancellationToken cancellationToken)
    {
        if (BitOperations.IsPow2(length))
            return await SubtreeAsync(start, BitOperations.TrailingZeroCount(length), cancellationToken).ConfigureAwait(false);
        var left = LargestPowerBelow(length);
        var first = await RangeAsync(start, left, cancellationToken).ConfigureAwait(false);
        var second = await RangeAsync(start + left, length - left, cancellationToken).ConfigureAwait(false);
        return MerkleHash.Node(first, second);
    }

    private async Task<byte[]> SubtreeAsync(long start, int height, CancellationToken cancellationToken)
    {
        var (level, above) = (height / TileAddress.Height, height % TileAddress.Height);
        var first = start >> (level * TileAddress.Height);
        var tile = await TileAsync(level, first, cancellationToken).ConfigureAwait(false);
        var offset = (int)(first % TileAddress.FullWidth) * MerkleHash.Length;
        return Fold(tile, offset, MerkleHash.Length << above);
    }

    private async ValueTask<byte[]> TileAsync(int level, long hashIndex, CancellationToken cancellationToken)
    {
        var address = TileAddress.Holding(level, hashIndex, size)
            ?? throw new LogDamagedException($"The log has no hash {hashIndex} in level {level}.");
        if (_read.TryGetValue((address.Level, address.Index), out var known)) return known;
        var tile = await tiles.ReadTileAsync(address, cancellationToken).ConfigureAwait(false)
            ?? throw new LogDamagedException($"{address.Path} is missing.");
        if (tile.Length < address.Width * MerkleHash.Length)
            throw new LogDamagedException($"{address.Path} has {tile.Length} bytes, less than its {address.Width} hashes.");
        return _read[(address.Level, address.Index)] = tile;
    }

    private static byte[] Fold(byte[] tile, int offset, int length) => Fold(tile.AsSpan(offset, length));

    /// <summary>Root of a power of two of hashes.</summary>
    internal static byte[] Fold(ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length == MerkleHash.Length) return hashes.ToArray();
        var half = hashes.Length / 2;
        return MerkleHash.Node(Fold(hashes[..half]), Fold(hashes[half..]));
    }

    private static long LargestPowerBelow(long length) => 1L << BitOperations.Log2((ulong)(length - 1));

    private void CheckSize(long treeSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(treeSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(treeSize, size);
    }
}
