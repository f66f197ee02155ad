using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Assay.OnnxGraph.Model;

/// <summary>A tensor with its numbers: little-endian, row by row, whatever field of the file they came from.</summary>
public sealed record TensorConstant
{
    public required ElementType Type { get; init; }

    public required IReadOnlyList<long> Dims { get; init; }

    /// <summary>The numbers as bytes; empty for texts and for numbers in another file.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Fields that are kept as they are: documentation, texts, where another file has the numbers.</summary>
    public byte[] Extra { get; init; } = [];

    /// <summary>False where the numbers are in another file or are texts.</summary>
    public bool HasData { get; init; } = true;

    /// <exception cref="OverflowException">More elements than can be counted.</exception>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (var d in Dims) count = checked(count * d);
            return count;
        }
    }

    public static TensorConstant OfFloats(IReadOnlyList<long> dims, ReadOnlySpan<float> values) =>
        new() { Type = ElementType.Float, Dims = dims, Data = MemoryMarshal.AsBytes(values).ToArray() };

    public static TensorConstant OfIntegers(IReadOnlyList<long> dims, ReadOnlySpan<long> values) =>
        new() { Type = ElementType.Int64, Dims = dims, Data = MemoryMarshal.AsBytes(values).ToArray() };

    public static TensorConstant Scalar(float value) => OfFloats([], [value]);

    /// <summary>Whole numbers or truth values in another type, cut to its width.</summary>
    public static TensorConstant OfWhole(ElementType type, IReadOnlyList<long> dims, ReadOnlySpan<long> values)
    {
        var size = type.Size();
        var bytes = new byte[values.Length * size];
        Span<byte> one = stackalloc byte[8];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(one, type == ElementType.Bool && values[i] != 0 ? 1 : values[i]);
            one[..size].CopyTo(bytes.AsSpan(i * size));
        }
        return new() { Type = type, Dims = dims, Data = bytes };
    }

    /// <summary>Numbers rounded to a type with a fraction.</summary>
    public static TensorConstant OfReals(ElementType type, IReadOnlyList<long> dims, ReadOnlySpan<double> values)
    {
        var size = type.Size();
        var bytes = new byte[values.Length * size];
        for (var i = 0; i < values.Length; i++)
        {
            var at = bytes.AsSpan(i * size);
            if (type == ElementType.Double) BinaryPrimitives.WriteDoubleLittleEndian(at, values[i]);
            else if (type == ElementType.Float) BinaryPrimitives.WriteSingleLittleEndian(at, (float)values[i]);
            else if (type == ElementType.Float16) BinaryPrimitives.WriteHalfLittleEndian(at, (Half)values[i]);
            else BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)(BitConverter.SingleToUInt32Bits((float)values[i]) >> 16));
        }
        return new() { Type = type, Dims = dims, Data = bytes };
    }

    /// <summary>The numbers as floats. Only for tensors of that type with data.</summary>
    public ReadOnlySpan<float> Floats() => MemoryMarshal.Cast<byte, float>(Data.Span);

    /// <summary>The numbers as whole numbers; null where the type has a fraction or there are none.</summary>
    public long[]? ToIntegers()
    {
        if (!Type.IsWhole() || !HasData) return null;
        var span = Data.Span;
        var size = Type.Size();
        var values = new long[span.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            var b = span.Slice(i * size, size);
            values[i] = Type switch
            {
                ElementType.Int8 => (sbyte)b[0],
                ElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(b),
                ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(b),
                ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(b),
                ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(b),
                ElementType.Int64 or ElementType.UInt64 => BinaryPrimitives.ReadInt64LittleEndian(b),
                _ => b[0],
            };
        }
        return values;
    }

    /// <summary>The numbers as doubles; null where there are none.</summary>
    public double[]? ToReals()
    {
        if (!HasData) return null;
        if (ToIntegers() is { } whole) return Array.ConvertAll(whole, w => (double)w);
        if (!Type.IsReal()) return null;
        var span = Data.Span;
        var size = Type.Size();
        var values = new double[span.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            var b = span.Slice(i * size, size);
            values[i] = Type switch
            {
                ElementType.Double => BinaryPrimitives.ReadDoubleLittleEndian(b),
                ElementType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(b),
                ElementType.BFloat16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(b) << 16),
                _ => BinaryPrimitives.ReadSingleLittleEndian(b),
            };
        }
        return values;
    }
}
