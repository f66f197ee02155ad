namespace Assay.Formats.Hdf5;

/// <summary>What of a datatype matters here: how its elements hold text or bytes.</summary>
/// <param name="Class">The class's number.</param>
/// <param name="Size">Of one element in the file.</param>
/// <param name="IsText">Text of fixed or varying length.</param>
internal readonly record struct Hdf5Type(int Class, long Size, bool IsText)
{
    public const int FixedPoint = 0;
    public const int Text = 3;
    public const int Opaque = 5;
    public const int Varying = 9;

    /// <summary>True where an element may hold text or bytes: numbers of more than a byte do not.</summary>
    public bool HoldsBytes => Class is Text or Opaque or Varying || (Class == FixedPoint && Size == 1);

    public static Hdf5Type Read(ReadOnlySpan<byte> bytes)
    {
        var cursor = new Hdf5Cursor(bytes);
        var (kind, flags) = (cursor.U8() & 15, cursor.U8());
        cursor.Skip(2);
        return new(kind, cursor.U32(), kind == Text || (kind == Varying && (flags & 15) == 1));
    }

    /// <summary>Elements of a dataspace message: 1 for a scalar, 0 for none, the product of the sizes otherwise.</summary>
    public static long Elements(Hdf5Cursor cursor)
    {
        var (version, rank, _) = (cursor.U8(), cursor.U8(), cursor.U8());
        if (version == 1) cursor.Skip(5);
        else if (cursor.U8() == 2) return 0;
        UInt128 count = 1;
        for (var i = 0; i < rank && cursor.Ok; i++)
        {
            var size = cursor.Length();
            count = size < 0 ? long.MaxValue : count * (UInt128)size;
            if (count > long.MaxValue) count = long.MaxValue;
        }
        return (long)count;
    }
}
