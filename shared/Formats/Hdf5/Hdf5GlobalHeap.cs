namespace Assay.Formats.Hdf5;

/// <summary>Global heaps: texts and bytes of varying length. Each collection is read once.</summary>
internal sealed class Hdf5GlobalHeap(Hdf5Space space)
{
    private const int MaxObjects = 1_000_000;

    private readonly Dictionary<long, Dictionary<int, ReadOnlyMemory<byte>>> _collections = [];

    /// <summary>An object of a collection; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Find(long address, long index)
    {
        if (!_collections.TryGetValue(address, out var objects)) _collections[address] = objects = Read(address);
        if (index is >= 0 and <= int.MaxValue && objects.TryGetValue((int)index, out var value)) return value;
        return null;
    }

    private Dictionary<int, ReadOnlyMemory<byte>> Read(long address)
    {
        var objects = new Dictionary<int, ReadOnlyMemory<byte>>();
        var head = space.Peek(address, 8 + space.LengthSize);
        if (!head.AsSpan().StartsWith("GCOL"u8))
        {
            space.Fault("a heap of values is missing", address);
            return objects;
        }
        var start = space.Cursor(head);
        start.Skip(8);
        var size = start.Length();
        var there = space.FileLength - space.Start - address;
        if (size > there) space.Fault("a heap of values reaches beyond the file", address);
        var bytes = space.Take(address, Math.Min(size < 0 ? there : size, there), "heap of values");
        if (bytes is null) return objects;
        var cursor = space.Cursor(bytes);
        cursor.Skip(8 + space.LengthSize);
        while (cursor.Left >= 8 + space.LengthSize && objects.Count < MaxObjects)
        {
            var index = cursor.U16();
            cursor.Skip(6);
            var length = cursor.Length();
            // Object 0 is the free space behind the others.
            if (index == 0) break;
            var at = cursor.At;
            var kept = (int)Math.Min(length < 0 ? cursor.Left : length, cursor.Left);
            if (kept < length) space.Fault("a value reaches beyond its heap", address);
            objects.TryAdd(index, bytes.AsMemory(at, kept));
            cursor.Skip(Math.Min(cursor.Left, (kept + 7L) & ~7L));
        }
        return objects;
    }
}
