using System.Text;

namespace Assay.Formats.Hdf5;

/// <summary>A local heap: the names of an old group's links.</summary>
internal sealed class Hdf5Heap
{
    private readonly byte[] _data;

    private Hdf5Heap(byte[] data) => _data = data;

    public static Hdf5Heap? Read(Hdf5Space space, long address)
    {
        var head = space.Take(address, 8 + (2L * space.LengthSize) + space.OffsetSize, "heap of a group's names");
        if (head is null || !head.AsSpan().StartsWith("HEAP"u8))
        {
            space.Fault("the names of a group are missing", address);
            return null;
        }
        var cursor = space.Cursor(head);
        cursor.Skip(8);
        var size = cursor.Length();
        cursor.Length();
        var data = space.Take(cursor.Offset(), size, "heap of a group's names");
        return data is null ? null : new(data);
    }

    /// <summary>The text at an offset; null where there is none.</summary>
    public string? Text(long offset)
    {
        if (offset < 0 || offset >= _data.Length) return null;
        var rest = _data.AsSpan((int)offset);
        var end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }
}
