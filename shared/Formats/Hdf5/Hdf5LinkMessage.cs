using System.Text;

namespace Assay.Formats.Hdf5;

/// <summary>A link of a group of the second kind.</summary>
/// <param name="Name">In the group.</param>
/// <param name="Kind">0 hard, 1 soft, 64 external, others are defined by programs.</param>
/// <param name="Address">Of the object, for a hard link.</param>
/// <param name="File">Of an external link.</param>
/// <param name="Target">Of an external link, the object in it.</param>
internal readonly record struct Hdf5LinkMessage(string Name, int Kind, long Address, string File, string Target)
{
    public const int Hard = 0;
    public const int Soft = 1;
    public const int External = 64;

    /// <summary>Null where the message makes no sense.</summary>
    public static Hdf5LinkMessage? Read(Hdf5Space space, ReadOnlySpan<byte> body)
    {
        var cursor = space.Cursor(body);
        var (version, flags) = (cursor.U8(), cursor.U8());
        var kind = (flags & 8) != 0 ? cursor.U8() : Hard;
        if ((flags & 4) != 0) cursor.Skip(8);
        if ((flags & 16) != 0) cursor.Skip(1);
        var name = Encoding.UTF8.GetString(cursor.Take(cursor.Number(1 << (flags & 3))));
        if (version != 1 || !cursor.Ok) return null;
        if (kind == Hard) return new(name, kind, cursor.Offset(), "", "");
        var value = cursor.Take(Math.Min(cursor.U16(), cursor.Left));
        if (kind != External) return new(name, kind, 0, "", "");
        var text = new Hdf5Cursor(value);
        text.Skip(1);
        return new(name, kind, 0, Encoding.UTF8.GetString(text.Text()), Encoding.UTF8.GetString(text.Text()));
    }
}
