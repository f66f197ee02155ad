namespace Assay.Formats.Hdf5;

/// <summary>Where the numbers of a dataset are.</summary>
/// <param name="Kind">Compact, contiguous, chunked, virtual or unknown.</param>
/// <param name="Data">The data itself, of a compact one.</param>
/// <param name="Address">Of the data, of the index of chunks, or of the heap that describes a virtual one.</param>
/// <param name="Size">Of contiguous data; the object's number in the heap of a virtual one.</param>
/// <param name="Rank">Of a tree of chunks, as the tree counts it; 0 for an index that is not read.</param>
internal readonly record struct Hdf5Layout(Hdf5LayoutKind Kind, ReadOnlyMemory<byte> Data, long Address, long Size, int Rank)
{
    public static Hdf5Layout Read(Hdf5Space space, Hdf5Message message)
    {
        var cursor = space.Cursor(message.Body.Span);
        var version = cursor.U8();
        if (version is 1 or 2) return Old(message, cursor);
        if (version is not (3 or 4 or 5)) return new(Hdf5LayoutKind.Unknown, default, 0, 0, 0);
        switch (cursor.U8())
        {
            case 0:
                var size = cursor.U16();
                return new(Hdf5LayoutKind.Compact, message.Body.Slice(cursor.At, Math.Min(size, cursor.Left)), 0, size, 0);
            case 1:
                return new(Hdf5LayoutKind.Contiguous, default, cursor.Offset(), cursor.Length(), 0);
            case 2 when version == 3:
                var rank = cursor.U8();
                return new(Hdf5LayoutKind.Chunked, default, cursor.Offset(), 0, rank);
            case 2:
                return new(Hdf5LayoutKind.Chunked, default, Hdf5Cursor.Undefined, 0, 0);
            case 3:
                return new(Hdf5LayoutKind.Virtual, default, cursor.Offset(), cursor.U32(), 0);
            default:
                return new(Hdf5LayoutKind.Unknown, default, 0, 0, 0);
        }
    }

    private static Hdf5Layout Old(Hdf5Message message, Hdf5Cursor cursor)
    {
        var (rank, kind) = (cursor.U8(), cursor.U8());
        cursor.Skip(5);
        var address = kind == 0 ? 0 : cursor.Offset();
        long size = 1;
        for (var i = 0; i < rank; i++) size = Math.Min(1L << 50, size * Math.Max(1, cursor.U32()));
        if (kind != 0) return new(kind == 1 ? Hdf5LayoutKind.Contiguous : Hdf5LayoutKind.Chunked, default, address, size, rank);
        var length = (int)Math.Min(cursor.U32(), cursor.Left);
        return new(Hdf5LayoutKind.Compact, message.Body.Slice(cursor.At, length), 0, length, 0);
    }
}
