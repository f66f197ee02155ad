using System.Numerics;

namespace Assay.Attestation.Transparency;

/// <summary>The right border of a log's tree: the partial tile of each level. All that is needed to append and to know the root.</summary>
public sealed class MerkleBorder
{
    private readonly List<List<byte[]>> _levels;

    /// <summary>Of a tree without leaves.</summary>
    public MerkleBorder()
        : this(0, []) { }

    /// <param name="size">Leaves.</param>
    /// <param name="levels">Hashes of the partial tile of each level, from the leaves up; empty where the level's last tile is whole.</param>
    public MerkleBorder(long size, IEnumerable<IEnumerable<byte[]>> levels) => (Size, _levels) = (size, [.. levels.Select(l => l.ToList())]);

    /// <summary>Leaves.</summary>
    public long Size { get; private set; }

    /// <summary>The partial tiles, lowest level first.</summary>
    public IEnumerable<(int Level, long Index, byte[] Hashes)> Partial() => _levels
        .Select(
            (hashes, level) =>
                (level, Size >> (TileAddress.Height * (level + 1)), hashes.SelectMany(h => h).ToArray())).Where(t => t.Item3.Length > 0);

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
