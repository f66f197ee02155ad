using System.Buffers.Binary;

namespace Assay.Formats.PythonBytecode;

/// <summary>Takes numbers and runs of bytes off marshal data; after the first that is missing it gives nothing more.</summary>
internal ref struct MarshalCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    /// <summary>True as soon as more was asked for than there is.</summary>
    public bool IsOver { get; private set; }

    public readonly int Left => _bytes.Length - Position;

    public byte Byte() => Take(1) is [var value] ? value : (byte)0;

    public int Short() => Take(2) is { Length: 2 } two ? BinaryPrimitives.ReadInt16LittleEndian(two) : 0;

    public int Int() => Take(4) is { Length: 4 } four ? BinaryPrimitives.ReadInt32LittleEndian(four) : 0;

    public long Long() => Take(8) is { Length: 8 } eight ? BinaryPrimitives.ReadInt64LittleEndian(eight) : 0;

    /// <summary>So many bytes; none where fewer are left or the count is negative.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Left) IsOver = true;
        if (IsOver) return default;
        var taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }
}
