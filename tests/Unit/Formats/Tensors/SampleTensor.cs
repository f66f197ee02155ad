namespace Assay.Tests.Unit.Formats.Tensors;

/// <summary>A tensor of a test, little-endian and in row-major order.</summary>
internal sealed record SampleTensor(string Name, string Type, long[] Shape, byte[] Bytes)
{
    public int Width => Type switch { "I8" or "U8" or "BOOL" => 1, "F16" or "BF16" or "I16" => 2, "F64" or "I64" => 8, _ => 4 };

    public int Onnx => Type switch { "F32" => 1, "U8" => 2, "I8" => 3, "I16" => 5, "I32" => 6, "I64" => 7, "F16" => 10, "F64" => 11, "BF16" => 16, _ => 9 };

    public int Ggml => Type switch { "F32" => 0, "F16" => 1, "I8" => 24, "I16" => 25, "I32" => 26, "I64" => 27, "F64" => 28, _ => 30 };

    public string Numpy => Type switch { "F32" => "f4", "F64" => "f8", "F16" => "f2", "I8" => "i1", "U8" => "u1", "I16" => "i2", "I32" => "i4", _ => "i8" };

    public string TorchStorage => Type switch
    {
        "F32" => "FloatStorage",
        "F64" => "DoubleStorage",
        "F16" => "HalfStorage",
        "BF16" => "BFloat16Storage",
        "I64" => "LongStorage",
        "I32" => "IntStorage",
        "I16" => "ShortStorage",
        "I8" => "CharStorage",
        _ => "ByteStorage",
    };

    /// <summary>Random bytes; whatever numbers they are, they are no weights of anybody else.</summary>
    public static SampleTensor Random(int seed, string name, string type, params long[] shape)
    {
        var sample = new SampleTensor(name, type, shape, []);
        var bytes = new byte[shape.Aggregate(1L, (a, b) => a * b) * sample.Width];
        new Random(seed).NextBytes(bytes);
        return sample with { Bytes = bytes };
    }

    public static long[] RowMajor(long[] shape)
    {
        var strides = new long[shape.Length];
        long stride = 1;
        for (var i = shape.Length - 1; i >= 0; i--) (strides[i], stride) = (stride, stride * shape[i]);
        return strides;
    }

    public static byte[] Swap(byte[] bytes, int width) => [.. bytes.Chunk(width).SelectMany(c => c.Reverse())];

    public byte[] ColumnMajor()
    {
        var to = new byte[Bytes.Length];
        var rows = RowMajor(Shape);
        for (long i = 0; i < Bytes.Length / Width; i++)
        {
            long at = 0, stride = 1;
            for (var d = 0; d < Shape.Length; d++) (at, stride) = (at + (i / rows[d] % Shape[d] * stride), stride * Shape[d]);
            Bytes.AsSpan((int)(i * Width), Width).CopyTo(to.AsSpan((int)(at * Width)));
        }
        return to;
    }

    public long[] Integers() => [.. Bytes.Chunk(Width).Select(c => Type switch
    {
        "I64" => BitConverter.ToInt64(c),
        "I32" => BitConverter.ToInt32(c),
        "I16" => BitConverter.ToInt16(c),
        "F16" or "BF16" => BitConverter.ToUInt16(c),
        "I8" => (sbyte)c[0],
        _ => c[0],
    })];
}
