using System.Buffers;
using System.Runtime.InteropServices;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>Makes what is added to a value: zero everywhere but for one element.</summary>
internal static class DeltaTensor
{
    /// <exception cref="OrtException">Numbers of this type cannot be made.</exception>
    public static OrtTensor Create(OrtRuntime runtime, OrtElementType type, long[] shape, int element, float delta)
    {
        var size = type.Size() ?? throw new OrtException(OrtErrorCode.NotImplemented, $"Values of {type} cannot be changed.");
        var length = checked((int)(shape.Aggregate(1L, (a, b) => a * b) * size));
        var owner = MemoryPool<byte>.Shared.Rent(Math.Max(1, length));
        var bytes = owner.Memory.Span[..length];
        bytes.Clear();
        switch (type)
        {
            case OrtElementType.Float: MemoryMarshal.Cast<byte, float>(bytes)[element] = delta; break;
            case OrtElementType.Double: MemoryMarshal.Cast<byte, double>(bytes)[element] = delta; break;
            case OrtElementType.Float16: MemoryMarshal.Cast<byte, Half>(bytes)[element] = (Half)delta; break;
            case OrtElementType.Int32: MemoryMarshal.Cast<byte, int>(bytes)[element] = Whole(delta); break;
            case OrtElementType.Int64: MemoryMarshal.Cast<byte, long>(bytes)[element] = Whole(delta); break;
            default: bytes[element] = delta == 0 ? (byte)0 : (byte)1; break;
        }
        return OrtTensor.OverBytes(runtime, type, owner, shape);
    }

    private static int Whole(float delta) => (int)Math.Clamp(MathF.Round(delta), -1e9f, 1e9f);
}
