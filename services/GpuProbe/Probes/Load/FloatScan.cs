using System.Runtime.InteropServices;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Load;

/// <summary>Counts floating-point values that are not finite.</summary>
internal static class FloatScan
{
    public static (long NotANumber, long Infinite) Count(ReadOnlySpan<byte> bytes, OrtElementType type)
    {
        long notANumber = 0, infinite = 0;
        switch (type)
        {
            case OrtElementType.Float:
                foreach (var value in MemoryMarshal.Cast<byte, float>(bytes)) Add(value);
                break;
            case OrtElementType.Double:
                foreach (var value in MemoryMarshal.Cast<byte, double>(bytes)) Add(value);
                break;
            case OrtElementType.Float16:
                foreach (var value in MemoryMarshal.Cast<byte, Half>(bytes)) Add((double)value);
                break;
            default:
                foreach (var value in MemoryMarshal.Cast<byte, ushort>(bytes)) Add(BitConverter.UInt32BitsToSingle((uint)value << 16));
                break;
        }
        return (notANumber, infinite);

        void Add(double value)
        {
            if (double.IsNaN(value)) notANumber++;
            else if (double.IsInfinity(value)) infinite++;
        }
    }
}
