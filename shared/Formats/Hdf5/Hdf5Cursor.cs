using System.Buffers.Binary;

namespace Assay.Formats.Hdf5;

/// <summary>Reads little-endian fields one after another; behind the end every field is 0 and <see cref="Ok"/> is false.</summary>
internal ref struct Hdf5Cursor(ReadOnlySpan<byte> bytes, int offsetSize = 8, int lengthSize = 8)
{
    /// <summary>The address that stands for none.</summary>
    public const long Undefined = -1;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int At { get; private set; }

    public bool Ok { get; private set; } = true;

    public readonly int Left => _bytes.Length - At;

    public readonly ReadOnlySpan<byte> Rest => _bytes[At..];

    public byte U8() => Take(1) is { Length: 1 } b ? b[0] : (byte)0;

    public int U16() => Take(2) is { Length: 2 } b ? BinaryPrimitives.ReadUInt16LittleEndian(b) : 0;

    public long U32() => Take(4) is { Length: 4 } b ? BinaryPrimitives.ReadUInt32LittleEndian(b) : 0;

    /// <summary>An address; <see cref="Undefined"/> for none and for what is beyond any file.</summary>
    public long Offset() => Number(offsetSize);

    /// <summary>A size; <see cref="Undefined"/> for what is beyond any file.</summary>
    public long Length() => Number(lengthSize);

    /// <summary>A number of up to eight bytes.</summary>
    public long Number(int size)
    {
        var bytes = Take(size);
        if (bytes.Length != size) return 0;
        ulong value = 0;
        for (var i = Math.Min(size, 8) - 1; i >= 0; i--) value = (value << 8) | bytes[i];
        if (size < 8 && value == (1UL << (8 * size)) - 1 && size == offsetSize) return Undefined;
        return value > long.MaxValue ? Undefined : (long)value;
    }

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Left)
        {
            (Ok, At) = (false, _bytes.Length);
            return default;
        }
        var part = _bytes.Slice(At, (int)count);
        At += (int)count;
        return part;
    }

    public void Skip(long count) => Take(count);

    /// <summary>Text up to a NUL, which is skipped.</summary>
    public ReadOnlySpan<byte> Text()
    {
        var end = Rest.IndexOf((byte)0);
        if (end < 0) return Take(Left + 1L);
        var text = Take(end);
        Skip(1);
        return text;
    }
}
