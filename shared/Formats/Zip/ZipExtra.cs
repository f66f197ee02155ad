using System.Buffers.Binary;

namespace Assay.Formats.Zip;

/// <summary>The extra field of a header: the ZIP64 sizes, and what nobody knows.</summary>
internal static class ZipExtra
{
    private const ushort Zip64Id = 1;
    private const ushort UnicodePathId = 0x7075;

    /// <summary>Fewer bytes hold nothing that could be loaded.</summary>
    private const int MinHidden = 8;

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

    /// <summary>Adds the fields that no known writer makes; <paramref name="offset"/> is where the extra field stands in the source.</summary>
    public static void AddUnknown(ReadOnlySpan<byte> extra, long offset, ref List<ZipRegion>? found)
    {
        for (var at = 0; at + 4 <= extra.Length;)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra[at..]);
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[(at + 2)..]), extra.Length - at - 4);
            // ZIP64, times and Unix ids are known; the padding of torch ("FB") and of Android's aligner is one byte over and over.
            if (length > LongestKnown(id) && length >= MinHidden && !IsPadding(extra.Slice(at + 4, length))) (found ??= []).Add(new(offset + at + 4, length));
            at += 4 + length;
        }
    }

    /// <summary>The name that an Info-ZIP field gives instead of the header's; null where there is none, or where it is made for another name.</summary>
    public static string? UnicodePath(ReadOnlySpan<byte> extra, ReadOnlySpan<byte> name)
    {
        for (var rest = extra; rest.Length >= 4;)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]), rest.Length - 4);
            var data = rest.Slice(4, length);
            if (BinaryPrimitives.ReadUInt16LittleEndian(rest) == UnicodePathId && data.Length > 5
                && BinaryPrimitives.ReadUInt32LittleEndian(data[1..]) == Checksums.Crc32.Append(0, name)) return ZipName.Decode(data[5..]);
            rest = rest[(4 + length)..];
        }
        return null;
    }

    // As long as their writers make them; more hides something.
    private static int LongestKnown(int id) => id switch
    {
        Zip64Id => 28,
        0x000a => 32,
        0x7875 => 19,
        0x5455 => 13,
        0x5855 => 12,
        _ => 0,
    };

    private static bool IsPadding(ReadOnlySpan<byte> data) => data.IsEmpty || data.IndexOfAnyExcept(data[0]) < 0;

    private static void Take(ref ReadOnlySpan<byte> data, ref long value)
    {
        if (value != uint.MaxValue || data.Length < 8) return;
        value = BinaryPrimitives.ReadInt64LittleEndian(data);
        data = data[8..];
    }
}
