using System.Numerics;
using Assay.Attestation.Transparency;

namespace Assay.Storage.Transparency;

/// <summary>The right border of the log's tree: the partial tile of each level. All that is needed to append and to know the root.</summary>
internal sealed class TreeBorder
{
    private readonly List<List<byte[]>> _levels;

    private TreeBorder(long size, List<List<byte[]>> levels) => (Size, _levels) = (size, levels);

    /// <summary>Leaves.</summary>
    public long Size { get; private set; }

    /// <summary>The border of a log of this size.</summary>
    /// <exception cref="LogDamagedException">Hashes are missing.</exception>
    public static async Task<TreeBorder> ReadAsync(LogTiles tiles, long size, CancellationToken cancellationToken)
    {
        var levels = new List<List<byte[]>>();
        for (var level = 0; size >> (TileAddress.Height * level) > 0; level++)
        {
            var hashes = size >> (TileAddress.Height * level);
            var width = (int)(hashes % TileAddress.FullWidth);
            var read = width == 0 ? [] : await tiles.HashesAsync(level, hashes - width, width, cancellationToken).ConfigureAwait(false);
            if (read.Count != width) throw new LogDamagedException($"The log has {size} entries, but not the hashes that belong to them in level {level}.");
            levels.Add(read);
        }
        return new(size, levels);
    }

    /// <summary>Adds a leaf; the tiles that became whole by it, lowest level first.</summary>
    public IEnumerable<(int Level, long Index, byte[] Root, byte[] Hashes)> Append(byte[] leafHash)
    {
        Size++;
        var hash = leafHash;
        for (var level = 0; ; level++)
        {
            if (level == _levels.Count) _levels.Add([]);
            _levels[level].Add(hash);
            if (_levels[level].Count < TileAddress.FullWidth) yield break;
            hash = Fold(_levels[level], 0, TileAddress.FullWidth);
            yield return (level, (Size >> (TileAddress.Height * (level + 1))) - 1, hash, [.. _levels[level].SelectMany(h => h)]);
            _levels[level].Clear();
        }
    }

    /// <summary>Of the whole tree: the whole subtrees from right to left, each the left neighbour of what has been gathered.</summary>
    public byte[] Root()
    {
        byte[]? root = null;
        foreach (var hashes in _levels)
        {
            for (var end = hashes.Count; end > 0;)
            {
                var width = 1 << BitOperations.TrailingZeroCount(end);
                var subtree = Fold(hashes, end - width, width);
                root = root is null ? subtree : MerkleHash.Node(subtree, root);
                end -= width;
            }
        }
        return root ?? MerkleHash.Empty;
    }

    private static byte[] Fold(List<byte[]> hashes, int start, int width) => width == 1
        ? hashes[start]
        : MerkleHash.Node(Fold(hashes, start, width / 2), Fold(hashes, start + width / 2, width / 2));
}
