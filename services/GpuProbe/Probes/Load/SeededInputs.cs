using System.Buffers;
using System.Runtime.InteropServices;
using Assay.Analysis.Probes;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Load;

/// <summary>Makes inputs for a model out of a plan and a seed.</summary>
internal static class SeededInputs
{
    /// <summary>Most bytes of all inputs together: far more than a model needs to show what it does.</summary>
    private const long MaxBytes = 128L << 20;

    /// <summary>Inputs in the order of the session's; null where they would be too large.</summary>
    public static IReadOnlyList<KeyValuePair<string, OrtTensor>>? Create(OrtSession session, InputPlan plan, InputScale scale, ulong seed)
    {
        if (TotalBytes(session, plan) > MaxBytes) return null;
        var numbers = new SeededNumbers(seed);
        var inputs = new List<KeyValuePair<string, OrtTensor>>(session.Inputs.Count);
        foreach (var port in session.Inputs)
        {
            var shape = plan.ShapeOf(port);
            var size = port.ElementType.Size()!.Value;
            var length = checked((int)(Count(shape) * size));
            var owner = MemoryPool<byte>.Shared.Rent(Math.Max(1, length));
            Fill(owner.Memory.Span[..length], port, numbers, scale, plan.Tokens, shape.Length == 0 ? 1 : shape[^1]);
            inputs.Add(new(port.Name, OrtTensor.OverBytes(session.Runtime, port.ElementType, owner, shape)));
        }
        return inputs;
    }

    private static double TotalBytes(OrtSession session, InputPlan plan) =>
        session.Inputs.Sum(port => plan.ShapeOf(port).Aggregate((double)port.ElementType.Size()!.Value, (product, size) => product * size));

    private static long Count(long[] shape) => shape.Aggregate(1L, (product, size) => product * size);

    private static void Fill(Span<byte> bytes, OrtPort port, SeededNumbers numbers, InputScale scale, int tokens, long rowLength)
    {
        switch (port.ElementType)
        {
            case OrtElementType.Float:
                foreach (ref var value in MemoryMarshal.Cast<byte, float>(bytes)) value = (float)Draw(numbers, scale);
                break;
            case OrtElementType.Double:
                foreach (ref var value in MemoryMarshal.Cast<byte, double>(bytes)) value = Draw(numbers, scale);
                break;
            case OrtElementType.Float16:
                foreach (ref var value in MemoryMarshal.Cast<byte, Half>(bytes)) value = (Half)Draw(numbers, scale);
                break;
            case OrtElementType.BFloat16:
                // The upper half of a float.
                foreach (ref var value in MemoryMarshal.Cast<byte, ushort>(bytes)) value = (ushort)(BitConverter.SingleToUInt32Bits((float)Draw(numbers, scale)) >> 16);
                break;
            case OrtElementType.Bool:
                bytes.Fill(1);
                break;
            default:
                FillIntegers(bytes, port, numbers, tokens, rowLength);
                break;
        }
    }

    private static double Draw(SeededNumbers numbers, InputScale scale) => scale switch
    {
        InputScale.Normal => numbers.Normal(),
        InputScale.Unit => numbers.Uniform(),
        _ => numbers.Uniform() * 255,
    };

    private static void FillIntegers(Span<byte> bytes, OrtPort port, SeededNumbers numbers, int tokens, long rowLength)
    {
        var size = port.ElementType.Size()!.Value;
        bytes.Clear();
        for (var i = 0; i < bytes.Length / size; i++)
        {
            // Every value is below 128, so that its lowest byte is all of it, whatever the width and sign.
            bytes[i * size] = (byte)IntegerAt(port, i, numbers, tokens, rowLength);
        }
    }

    private static int IntegerAt(OrtPort port, int index, SeededNumbers numbers, int tokens, long rowLength)
    {
        if (Has(port, "mask")) return 1;
        if (Has(port, "type") || Has(port, "segment")) return 0;
        if (Has(port, "position")) return (int)(index % rowLength % 128);
        return numbers.Below(tokens);
    }

    private static bool Has(OrtPort port, string word) => port.Name.Contains(word, StringComparison.OrdinalIgnoreCase);
}
