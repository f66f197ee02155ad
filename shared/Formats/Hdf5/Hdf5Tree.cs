namespace Assay.Formats.Hdf5;

/// <summary>B-trees of version 1, of groups and of chunks.</summary>
internal static class Hdf5Tree
{
    private const int MaxDepth = 32;

    /// <summary>Addresses that the lowest nodes refer to, in order. Each node is visited once.</summary>
    public static IEnumerable<long> Leaves(Hdf5Space space, long root, int keySize) => Read(space, root, keySize).Select(leaf => leaf.Child);

    /// <summary>Address and stored size of the chunks of a dataset.</summary>
    public static IEnumerable<(long Address, long Length)> Chunks(Hdf5Space space, long root, int rank) => Read(space, root, 8 + (8 * rank));

    /// <summary>The children of the lowest nodes, each with the first four bytes of its key: the size of a chunk.</summary>
    private static IEnumerable<(long Child, long Key)> Read(Hdf5Space space, long root, int keySize)
    {
        var seen = new HashSet<long>();
        var stack = new Stack<(long Address, int Level)>([(root, MaxDepth)]);
        while (stack.TryPop(out var next))
        {
            if (!seen.Add(next.Address))
            {
                space.Fault("a tree of the file contains itself", next.Address);
                continue;
            }
            if (Node(space, next.Address, keySize) is not { } node) continue;
            for (var i = 0; i < node.Count; i++)
            {
                var (child, key) = Entry(space, node.Bytes, i * (keySize + space.OffsetSize), keySize);
                if (node.Level == 0) yield return (child, key);
                else if (node.Level < next.Level) stack.Push((child, node.Level));
                else space.Fault("a tree of the file has levels that do not descend", next.Address);
            }
        }
    }

    private static (long Child, long Key) Entry(Hdf5Space space, byte[] bytes, int at, int keySize)
    {
        var key = space.Cursor(bytes.AsSpan(at, keySize)).U32();
        return (space.Cursor(bytes.AsSpan(at + keySize)).Offset(), key);
    }

    private static (byte[] Bytes, int Level, int Count)? Node(Hdf5Space space, long address, int keySize)
    {
        var head = space.Take(address, 8 + (2L * space.OffsetSize), "tree");
        if (head is null) return null;
        if (!head.AsSpan().StartsWith("TREE"u8))
        {
            space.Fault("a tree of the file is missing", address);
            return null;
        }
        var count = head[6] | (head[7] << 8);
        // One key more than children: the last one ends the last child's range.
        var bytes = space.Take(address + head.Length, ((long)count * (keySize + space.OffsetSize)) + keySize, "tree");
        return bytes is null ? null : (bytes, head[5], count);
    }
}
