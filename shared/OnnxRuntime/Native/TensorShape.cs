namespace Assay.OnnxRuntime.Native;

/// <summary>Arithmetic of shapes.</summary>
internal static class TensorShape
{
    /// <summary>The number of elements; 1 for a scalar.</summary>
    /// <exception cref="OrtException">A dimension is negative or the product is beyond 2^63.</exception>
    public static long Count(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var size in shape)
        {
            if (size < 0) throw new OrtException(OrtErrorCode.InvalidArgument, $"A dimension of a tensor must not be negative: {size}.");
            if (size != 0 && count > long.MaxValue / size) throw new OrtException(OrtErrorCode.InvalidArgument, "The shape has too many elements.");
            count *= size;
        }
        return count;
    }
}
