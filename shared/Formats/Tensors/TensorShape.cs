namespace Assay.Formats.Tensors;

/// <summary>Arithmetic of shapes and strides that no hostile number overflows.</summary>
internal static class TensorShape
{
    /// <summary>Elements; null where a dimension is negative or the product does not fit.</summary>
    public static long? Count(IReadOnlyList<long> shape)
    {
        UInt128 count = 1;
        foreach (var d in shape)
        {
            if (d < 0) return null;
            count *= (ulong)d;
            if (count > long.MaxValue) return null;
        }
        return (long)count;
    }

    /// <summary>True where the elements stand one behind the other, the last dimension fastest. Strides of dimensions of one element do not matter.</summary>
    public static bool IsRowMajor(IReadOnlyList<long> shape, IReadOnlyList<long> strides)
    {
        if (shape.Any(d => d == 0)) return true;
        long expected = 1;
        for (var i = shape.Count - 1; i >= 0; i--)
        {
            if (shape[i] == 1) continue;
            if (strides[i] != expected) return false;
            expected *= shape[i];
        }
        return true;
    }

    /// <summary>Elements from the first to the last that the strides reach; null where one is negative or the sum does not fit.</summary>
    public static long? Span(IReadOnlyList<long> shape, IReadOnlyList<long> strides)
    {
        Int128 last = 0;
        for (var i = 0; i < shape.Count; i++)
        {
            if (shape[i] == 0) return 0;
            if (shape[i] < 0 || strides[i] < 0) return null;
            last += (Int128)(shape[i] - 1) * strides[i];
            if (last >= long.MaxValue) return null;
        }
        return (long)last + 1;
    }

    /// <summary>Strides of elements that stand with the first dimension fastest.</summary>
    public static long[] ColumnMajor(IReadOnlyList<long> shape)
    {
        var strides = new long[shape.Count];
        long stride = 1;
        for (var i = 0; i < strides.Length; i++)
        {
            strides[i] = stride;
            stride = unchecked(stride * shape[i]);
        }
        return strides;
    }
}
