using System.Buffers.Binary;
using Assay.Formats.Protobuf;

namespace Assay.Formats.Onnx;

/// <summary>Reads the numbers of small tensors.</summary>
public static class OnnxNumbers
{
    /// <summary>The numbers as doubles; null where there are more than <paramref name="max"/>, or they are in another file, or the type is another.</summary>
    public static double[]? Read(ByteSource source, OnnxTensor tensor, int max)
    {
        if (tensor.IsExternal || tensor.Count is not { } count || count > max) return null;
        if (tensor.Raw is { } raw) return FromBytes(source, tensor.ElementType, raw.Offset, raw.Length, count);
        var values = new List<double>((int)count);
        foreach (var range in tensor.Typed)
        {
            if (tensor.ElementType is OnnxElement.Float or OnnxElement.Double)
            {
                if (FromBytes(source, tensor.ElementType, range.Offset, range.Length, range.Length / (OnnxElement.Bits(tensor.ElementType) / 8)) is { } part)
                    values.AddRange(part);
                continue;
            }
            var numbers = new List<long>();
            var input = new ProtoInput(source);
            input.Message(range.Offset, range.Length).AddPacked(numbers, max);
            values.AddRange(numbers.Select(n => tensor.ElementType == OnnxElement.Float16 ? (double)BitConverter.UInt16BitsToHalf((ushort)n) : n));
        }
        return values.Count == count ? [.. values] : null;
    }

    private static double[]? FromBytes(ByteSource source, int type, long offset, long length, long count)
    {
        var size = OnnxElement.Bits(type) / 8;
        if (size == 0 || type is 14 or 15 || count > length / size) return null;
        var bytes = new byte[(int)count * size];
        if (source.Read(offset, bytes) < bytes.Length) return null;
        var values = new double[count];
        for (var i = 0; i < values.Length; i++)
        {
            var b = bytes.AsSpan(i * size, size);
            values[i] = type switch
            {
                OnnxElement.Float => BinaryPrimitives.ReadSingleLittleEndian(b),
                OnnxElement.Double => BinaryPrimitives.ReadDoubleLittleEndian(b),
                OnnxElement.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(b),
                16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(b) << 16),
                OnnxElement.Int8 => (sbyte)b[0],
                4 => BinaryPrimitives.ReadUInt16LittleEndian(b),
                5 => BinaryPrimitives.ReadInt16LittleEndian(b),
                OnnxElement.Int32 => BinaryPrimitives.ReadInt32LittleEndian(b),
                12 => BinaryPrimitives.ReadUInt32LittleEndian(b),
                OnnxElement.Int64 => BinaryPrimitives.ReadInt64LittleEndian(b),
                13 => BinaryPrimitives.ReadUInt64LittleEndian(b),
                _ => b[0],
            };
        }
        return values;
    }
}
