namespace Assay.Formats.Hdf5;

/// <summary>Steps over the encoded selections between the names of a virtual dataset's sources.</summary>
internal static class Hdf5Selection
{
    private const int Points = 1;
    private const int Hyperslab = 2;

    /// <summary>False: a kind that is not known, so nothing behind it can be found.</summary>
    public static bool Skip(ref Hdf5Cursor cursor)
    {
        var (type, version) = (cursor.U32(), cursor.U32());
        switch (type, version)
        {
            case (0 or 3, 1):
                cursor.Skip(8);
                break;
            case (Points or Hyperslab, 1):
                cursor.Skip(4);
                cursor.Skip(cursor.U32());
                break;
            case (Hyperslab, 2):
                cursor.Skip(1);
                cursor.Skip(cursor.U32());
                break;
            case (Hyperslab, 3):
                var regular = (cursor.U8() & 1) != 0;
                var (size, rank) = (cursor.U8(), cursor.U32());
                if (size > 8 || rank > 32) return false;
                cursor.Skip(regular ? 4 * rank * size : Blocks(cursor.Number(size)) * 2 * rank * size);
                break;
            case (Points, 2):
                var (width, dimensions) = (cursor.U8(), cursor.U32());
                if (width > 8 || dimensions > 32) return false;
                cursor.Skip(Blocks(cursor.Number(width)) * dimensions * width);
                break;
            default:
                return false;
        }
        return cursor.Ok;
    }

    // Beyond what a file's heap can hold, so that the product does not overflow.
    private static long Blocks(long count) => count is < 0 or > 1 << 30 ? 1 << 30 : count;
}
