namespace Assay.Formats.Hdf5;

/// <summary>Groups of the first kind: a B-tree of symbol table nodes, names in a local heap.</summary>
internal static class Hdf5OldGroup
{
    private const int SoftLink = 2;

    /// <summary>Calls <paramref name="found"/> with the name and header address of each hard link; soft links stay in the file.</summary>
    public static void Read(Hdf5Space space, long tree, long heapAddress, Action<string, long> found)
    {
        var heap = Hdf5Heap.Read(space, heapAddress);
        if (tree == Hdf5Cursor.Undefined) return;
        foreach (var node in Hdf5Tree.Leaves(space, tree, space.LengthSize))
        {
            var head = space.Take(node, 8, "list of a group's links");
            if (head is null || !head.AsSpan().StartsWith("SNOD"u8))
            {
                space.Fault("the list of a group's links is missing", node);
                continue;
            }
            var count = head[6] | (head[7] << 8);
            var size = (2 * space.OffsetSize) + 24;
            for (var i = 0; i < count; i++)
            {
                var entry = space.Take(node + 8 + ((long)i * size), size, "link of a group");
                if (entry is null) break;
                var cursor = space.Cursor(entry);
                var name = heap?.Text(cursor.Offset()) ?? "?";
                var header = cursor.Offset();
                if (cursor.U32() == SoftLink) continue;
                found(name, header);
            }
        }
    }
}
