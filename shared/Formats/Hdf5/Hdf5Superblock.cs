namespace Assay.Formats.Hdf5;

/// <summary>The start of an HDF5 file: the sizes of its fields and the place of its root group.</summary>
internal readonly record struct Hdf5Superblock(long End, long Root, long Extension)
{
    private const int Bytes = 128;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Where the signature is: at 0 or at a power of two from 512 on, as far as the file goes; -1 where it is nowhere.</summary>
    public static long Locate(ByteSource source)
    {
        Span<byte> bytes = stackalloc byte[8];
        for (long at = 0; at >= 0 && at <= source.Length - 8; at = at == 0 ? 512 : at * 2)
        {
            if (source.Read(at, bytes) == 8 && bytes.SequenceEqual(Signature)) return at;
        }
        return -1;
    }

    /// <summary>Reads it and sets the sizes of <paramref name="space"/>; null with a fault where it makes no sense.</summary>
    public static Hdf5Superblock? Read(Hdf5Space space)
    {
        var bytes = space.Peek(0, Bytes);
        var cursor = new Hdf5Cursor(bytes);
        cursor.Skip(8);
        var version = cursor.U8();
        if (version > 3)
        {
            space.Fault($"the superblock has version {version}, which no library knows", 0);
            return null;
        }
        if (version < 2) cursor.Skip(4);
        (space.OffsetSize, space.LengthSize) = (cursor.U8(), cursor.U8());
        if (!IsSize(space.OffsetSize) || !IsSize(space.LengthSize))
        {
            space.Fault("the superblock states impossible sizes", 0);
            return null;
        }
        var rest = space.Cursor(bytes);
        rest.Skip(cursor.At);
        rest.Skip(version switch { 0 => 9, 1 => 13, _ => 1 });
        var origin = rest.Offset();
        var second = rest.Offset();
        var end = rest.Offset();
        if (version < 2) rest.Skip(2L * space.OffsetSize);
        var root = rest.Offset();
        if (!rest.Ok)
        {
            space.Fault("the superblock is cut off", 0);
            return null;
        }
        space.Mark(0, rest.At + (version < 2 ? 24 : 4));
        // The library counts from where it found the superblock, whatever the file says.
        if (end >= 0 && origin > 0 && origin <= end) end -= origin;
        return new(end, root, version < 2 ? Hdf5Cursor.Undefined : second);
    }

    private static bool IsSize(int size) => size is 2 or 4 or 8 or 16 or 32;
}
