using System.Buffers.Binary;

namespace Assay.Formats.Zip;

/// <summary>The extra field of a header: the ZIP64 sizes, and what nobody knows.</summary>
internal static class ZipExtra
{
    private const ushort Zip64Id = 1;

    /// <summary>Replaces sizes and offset that are 0xffffffff by the ZIP64 ones, in the order that APPNOTE 4.5.3 gives.</summary>
    public static void Apply(ReadOnlySpan<byte> extra, ref long size, ref long compressed, ref long header)
    {
        for (var rest = extra; rest.Length >= 4;)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]), rest.Length - 4);
            if (id == Zip64Id)
            {
                var data = rest.Slice(4, length);
                Take(ref data, ref size);
                Take(ref data, ref compressed);
                Take(ref data, ref header);
                return;
            }
            rest = rest[(4 + length)..];
        }
    }

    /// <summary>Place and length, inside the extra field, of the largest part that no known writer makes.</summary>
    public static (int Offset, int Length) Unknown(ReadOnlySpan<byte> extra)
    {
        var (found, size) = (0, 0);
        for (var at = 0; at + 4 <= extra.Length;)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra[at..]);
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[(at + 2)..]), extra.Length - at - 4);
            // ZIP64, times, Unix ids, and the padding of torch ("FB") and of Android's aligner.
            var known = id is Zip64Id or 0x5455 or 0x7875 or 0x5855 or 0x000a or 0x4246 or 0xd935 or 0xcafe or 0x0017;
            if ((!known || id == 0x4246 && !IsPadding(extra.Slice(at + 4, length))) && length > size) (found, size) = (at + 4, length);
            at += 4 + length;
        }
        return (found, size);
    }

    private static bool IsPadding(ReadOnlySpan<byte> data) => data.IsEmpty || data.IndexOfAnyExcept(data[0]) < 0;

    private static void Take(ref ReadOnlySpan<byte> data, ref long value)
    {
        if (value != uint.MaxValue || data.Length < 8) return;
        value = BinaryPrimitives.ReadInt64LittleEndian(data);
        data = data[8..];
    }
}
