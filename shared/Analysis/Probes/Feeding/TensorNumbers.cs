using System.Runtime.InteropServices;
using Assay.OnnxRuntime;

namespace Assay.Analysis.Probes.Feeding;

/// <summary>Reads tensors of any numeric type as floats. 64-bit numbers lose their lowest digits.</summary>
public static class TensorNumbers
{
    /// <summary>True where <see cref="Read(OrtTensor)"/> can.</summary>
    public static bool CanRead(OrtElementType type) => type is OrtElementType.Float or OrtElementType.Float16 or OrtElementType.Double
        or OrtElementType.BFloat16 or OrtElementType.Bool or OrtElementType.Int8 or OrtElementType.UInt8 or OrtElementType.Int16 or OrtElementType.UInt16
        or OrtElementType.Int32 or OrtElementType.UInt32 or OrtElementType.Int64 or OrtElementType.UInt64;

    /// <summary>All elements.</summary>
    /// <exception cref="OrtException">The type has no numbers of whole bytes.</exception>
    public static float[] Read(OrtTensor tensor) => Read(tensor, 0, tensor.ElementCount);

    /// <summary>The elements from <paramref name="first"/> on.</summary>
    /// <exception cref="OrtException">The type has no numbers of whole bytes.</exception>
    public static float[] Read(OrtTensor tensor, long first, long count)
    {
        if (!CanRead(tensor.ElementType)) throw new OrtException(OrtErrorCode.NotImplemented, $"Tensors of {tensor.ElementType} cannot be read as numbers.");
        var size = tensor.ElementType.Size()!.Value;
        var bytes = tensor.Bytes(first * size, checked((int)(count * size)));
        return tensor.ElementType switch
        {
            OrtElementType.Float => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            OrtElementType.Float16 => Convert<Half>(bytes, v => (float)v),
            OrtElementType.Double => Convert<double>(bytes, v => (float)v),
            OrtElementType.BFloat16 => Convert<ushort>(bytes, v => BitConverter.UInt32BitsToSingle((uint)v << 16)),
            OrtElementType.Int8 => Convert<sbyte>(bytes, v => v),
            OrtElementType.Int16 => Convert<short>(bytes, v => v),
            OrtElementType.UInt16 => Convert<ushort>(bytes, v => v),
            OrtElementType.Int32 => Convert<int>(bytes, v => v),
            OrtElementType.UInt32 => Convert<uint>(bytes, v => v),
            OrtElementType.Int64 => Convert<long>(bytes, v => v),
            OrtElementType.UInt64 => Convert<ulong>(bytes, v => v),
            _ => Convert<byte>(bytes, v => v),
        };
    }

    private static float[] Convert<T>(ReadOnlySpan<byte> bytes, Func<T, float> number)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(bytes);
        var result = new float[values.Length];
        for (var i = 0; i < result.Length; i++) result[i] = number(values[i]);
        return result;
    }
}
