using System.Text;

namespace Assay.Formats.Hdf5;

/// <summary>Reads an attribute, versions 1 to 3.</summary>
internal static class Hdf5AttributeMessage
{
    public static void Read(Hdf5Space space, Hdf5Values values, Func<ReadOnlyMemory<byte>, Hdf5Type?> shared, string path, Hdf5Message message)
    {
        var cursor = space.Cursor(message.Body.Span);
        var (version, flags) = (cursor.U8(), cursor.U8());
        var (nameSize, typeSize, spaceSize) = (cursor.U16(), cursor.U16(), cursor.U16());
        if (version == 3) cursor.Skip(1);
        if (version is < 1 or > 3)
        {
            space.Fault("an attribute has a version that no library knows", message.Address);
            return;
        }
        var name = Name(cursor.Take(Padded(version, nameSize)));
        var typeAt = cursor.At;
        var typeBytes = cursor.Take(Padded(version, typeSize));
        var type = version > 1 && (flags & 1) != 0 ? shared(message.Body.Slice(typeAt, Math.Min(typeSize, typeBytes.Length))) : Hdf5Type.Read(typeBytes);
        var count = version > 1 && (flags & 2) != 0 ? 1 : Hdf5Type.Elements(space.Cursor(cursor.Take(Padded(version, spaceSize))));
        if (!cursor.Ok || type is null)
        {
            space.Fault("an attribute is cut off", message.Address);
            return;
        }
        values.Add(path, name, message.Address, type.Value, count, message.Body[cursor.At..]);
    }

    private static int Padded(int version, int size) => version == 1 ? (size + 7) & ~7 : size;

    private static string Name(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
