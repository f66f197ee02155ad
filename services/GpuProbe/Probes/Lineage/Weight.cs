using System.Runtime.InteropServices;
using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>A constant of a graph as the numbers that it stands for, with how exactly it can say them.</summary>
/// <param name="Name">Untrusted.</param>
/// <param name="Tensor">As it is stored: real numbers, or codes of a quantisation.</param>
internal sealed record Weight(string Name, TensorConstant Tensor)
{
    /// <summary>Steps of a quantisation, one or one for each index of <see cref="Axis"/>; null where the numbers are stored as they are.</summary>
    public float[]? Scale { get; init; }

    /// <summary>Codes that stand for zero, as many as steps; null for 0.</summary>
    public long[]? Zero { get; init; }

    public int Axis { get; init; }

    public IReadOnlyList<long> Dims => Tensor.Dims;

    public bool IsQuantised => Scale is not null;

    /// <summary>True for real numbers or codes of such; false for indices, shapes, truth values and what is in another file.</summary>
    public bool IsReal => Tensor.HasData && (Tensor.Type.IsReal() || IsQuantised);

    /// <summary>How many indices of the dimensions behind <see cref="Axis"/> share a step: the index of a step is <c>i / Inner % Scale.Length</c>.</summary>
    public int Inner => Scale is { Length: > 1 } ? (int)Dims.Skip(Axis + 1).Aggregate(1L, (a, b) => a * b) : int.MaxValue;

    /// <summary>The numbers; null where there are none or the codes do not fit their steps.</summary>
    public float[]? Read()
    {
        if (!IsReal || Tensor.Count > int.MaxValue) return null;
        return IsQuantised ? Dequantised() : Reals();
    }

    /// <summary>The codes of a quantisation; null where their type has no whole bytes.</summary>
    public int[]? Codes()
    {
        var bytes = Tensor.Data.Span;
        var codes = new int[Tensor.Count];
        switch (Tensor.Type)
        {
            case ElementType.Int8: Fill(MemoryMarshal.Cast<byte, sbyte>(bytes), codes, c => c); break;
            case ElementType.UInt8: Fill(bytes, codes, c => c); break;
            case ElementType.Int16: Fill(MemoryMarshal.Cast<byte, short>(bytes), codes, c => c); break;
            case ElementType.UInt16: Fill(MemoryMarshal.Cast<byte, ushort>(bytes), codes, c => c); break;
            case ElementType.Int32: Fill(MemoryMarshal.Cast<byte, int>(bytes), codes, c => c); break;
            default: return null;
        }
        return codes;
    }

    /// <summary>The least and the largest code that the type has.</summary>
    public (int Low, int High) Range => Tensor.Type switch
    {
        ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ElementType.UInt8 => (0, byte.MaxValue),
        ElementType.Int16 => (short.MinValue, short.MaxValue),
        ElementType.UInt16 => (0, ushort.MaxValue),
        _ => (int.MinValue, int.MaxValue),
    };

    private float[]? Dequantised()
    {
        if (Codes() is not { } codes || (Scale!.Length > 1 && (Axis >= Dims.Count || Dims[Axis] != Scale.Length)) || (Zero is { } z && z.Length != Scale.Length)) return null;
        var (values, inner) = (new float[codes.Length], Inner);
        for (var i = 0; i < values.Length; i++)
        {
            var s = i / inner % Scale.Length;
            values[i] = (float)((codes[i] - (Zero?[s] ?? 0)) * (double)Scale[s]);
        }
        return values;
    }

    private float[] Reals()
    {
        var bytes = Tensor.Data.Span;
        var values = new float[Tensor.Count];
        switch (Tensor.Type)
        {
            case ElementType.Float: MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values); break;
            case ElementType.Double: Fill(MemoryMarshal.Cast<byte, double>(bytes), values, v => (float)v); break;
            case ElementType.Float16: Fill(MemoryMarshal.Cast<byte, Half>(bytes), values, v => (float)v); break;
            default: Fill(MemoryMarshal.Cast<byte, ushort>(bytes), values, v => BitConverter.UInt32BitsToSingle((uint)v << 16)); break;
        }
        return values;
    }

    private static void Fill<TIn, TOut>(ReadOnlySpan<TIn> from, TOut[] to, Func<TIn, TOut> turn)
    {
        for (var i = 0; i < to.Length; i++) to[i] = turn(from[i]);
    }
}
