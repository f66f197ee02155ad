using System.Numerics;

namespace Assay.Formats.Hdf5;

/// <summary>B-trees of version 2: the indexes of links and attributes in fractal heaps.</summary>
internal static class Hdf5Tree2
{
    private const int Prefix = 6;
    private const int Overhead = 10;
    private const int MaxDepth = 16;
    private const int MaxNode = 16 << 20;

    /// <summary>All records of the tree, none of them interpreted.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Records(Hdf5Space space, long address)
    {
        var records = new List<ReadOnlyMemory<byte>>();
        var head = space.Take(address, 22L + space.OffsetSize + space.LengthSize, "index");
        if (head is null || !head.AsSpan().StartsWith("BTHD"u8))
        {
            space.Fault("an index of links or attributes is missing", address);
            return records;
        }
        var cursor = space.Cursor(head);
        cursor.Skip(6);
        var (nodeSize, recordSize, depth) = (cursor.U32(), cursor.U16(), cursor.U16());
        cursor.Skip(2);
        var (root, count) = (cursor.Offset(), cursor.U16());
        if (root == Hdf5Cursor.Undefined) return records;
        if (nodeSize is < 16 or > MaxNode || recordSize == 0 || depth > MaxDepth)
        {
            space.Fault("an index of links or attributes has impossible sizes", address);
            return records;
        }
        var levels = Levels(nodeSize, recordSize, depth, space.OffsetSize);
        var seen = new HashSet<long>();
        var stack = new Stack<(long Address, int Count, int Level)>([(root, count, depth)]);
        while (stack.TryPop(out var node))
        {
            if (!seen.Add(node.Address)) space.Fault("an index of links or attributes contains itself", node.Address);
            else Node(space, node, recordSize, levels, records, stack);
        }
        return records;
    }

    private static void Node(
        Hdf5Space space, (long Address, int Count, int Level) node, int recordSize, (int Count, int Total)[] sizes, List<ReadOnlyMemory<byte>> records,
        Stack<(long Address, int Count, int Level)> stack)
    {
        var (countSize, totalSize) = node.Level == 0 ? (0, 0) : (sizes[0].Count, sizes[node.Level - 1].Total);
        var children = node.Level == 0 ? 0L : (node.Count + 1L) * (space.OffsetSize + countSize + totalSize);
        var bytes = space.Take(node.Address, Prefix + ((long)node.Count * recordSize) + children, "index");
        if (bytes is null || !bytes.AsSpan().StartsWith(node.Level == 0 ? "BTLF"u8 : "BTIN"u8))
        {
            space.Fault("a part of an index is missing", node.Address);
            return;
        }
        for (var i = 0; i < node.Count; i++) records.Add(bytes.AsMemory(Prefix + (i * recordSize), recordSize));
        if (node.Level == 0) return;
        var cursor = space.Cursor(bytes.AsSpan(Prefix + (node.Count * recordSize)));
        for (var i = 0; i <= node.Count; i++)
        {
            var (child, count) = (cursor.Offset(), cursor.Number(countSize));
            cursor.Skip(totalSize);
            if (count is >= 0 and <= ushort.MaxValue) stack.Push((child, (int)count, node.Level - 1));
        }
    }

    // How wide a node's counts are follows from how many records fit below it.
    private static (int Count, int Total)[] Levels(long nodeSize, int recordSize, int depth, int offsetSize)
    {
        var levels = new (int Count, int Total)[depth + 1];
        var leaf = (nodeSize - Overhead) / recordSize;
        var countSize = Width(leaf);
        levels[0] = (countSize, 0);
        var total = (UInt128)leaf;
        for (var level = 1; level <= depth; level++)
        {
            var pointer = offsetSize + countSize + levels[level - 1].Total;
            var most = Math.Max(0, (nodeSize - Overhead - pointer) / (recordSize + pointer));
            total = (((UInt128)most + 1) * total) + (UInt128)most;
            if (total > long.MaxValue) total = long.MaxValue;
            levels[level] = (countSize, Width((long)total));
        }
        return levels;
    }

    private static int Width(long most) => most <= 0 ? 1 : (BitOperations.Log2((ulong)most) / 8) + 1;
}
