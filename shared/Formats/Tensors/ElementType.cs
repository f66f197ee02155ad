namespace Assay.Formats.Tensors;

/// <summary>Names and widths of element types. One name for one type, whatever the format calls it.</summary>
public static class ElementType
{
    // By their numbers in onnx.proto; 8 is text.
    private static readonly string[] _onnx =
    [
        "", "F32", "U8", "I8", "U16", "I16", "I32", "I64", "TEXT", "BOOL", "F16", "F64", "U32", "U64", "C64", "C128", "BF16",
        "F8_E4M3", "F8_E4M3FNUZ", "F8_E5M2", "F8_E5M2FNUZ", "U4", "I4", "F4", "F8_E8M0",
    ];

    // By their numbers in ggml; those without a name were taken back.
    private static readonly string[] _gguf =
    [
        "F32", "F16", "Q4_0", "Q4_1", "", "", "Q5_0", "Q5_1", "Q8_0", "Q8_1", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "Q8_K",
        "IQ2_XXS", "IQ2_XS", "IQ3_XXS", "IQ1_S", "IQ4_NL", "IQ3_S", "IQ2_S", "IQ4_XS", "I8", "I16", "I32", "I64", "F64", "IQ1_M", "BF16",
        "", "", "", "TQ1_0", "TQ2_0", "", "", "", "MXFP4",
    ];

    /// <summary>Bytes of an element; 0 where an element is no whole number of bytes, or is not known.</summary>
    public static int Width(string type) => type switch
    {
        "BOOL" or "U8" or "I8" => 1,
        "U16" or "I16" or "F16" or "BF16" => 2,
        "U32" or "I32" or "F32" => 4,
        "U64" or "I64" or "F64" or "C64" => 8,
        "C128" => 16,
        _ when type.StartsWith("F8_", StringComparison.Ordinal) => 1,
        _ => 0,
    };

    /// <summary>True for types in which nobody keeps weights.</summary>
    public static bool IsIndex(string type) => type is "I64" or "U64" or "BOOL";

    /// <summary>Bytes of one number of an element: a complex element has two.</summary>
    internal static int NumberWidth(string type) => type switch { "C64" => 4, "C128" => 8, _ => Width(type) };

    internal static string OfOnnx(int type) => type > 0 && type < _onnx.Length ? _onnx[type] : $"ONNX_{type}";

    /// <summary>Null for types of torch that are none.</summary>
    internal static string? OfTorch(string name) => name switch
    {
        "FloatStorage" or "float32" or "float" => "F32",
        "DoubleStorage" or "float64" or "double" => "F64",
        "HalfStorage" or "float16" or "half" => "F16",
        "BFloat16Storage" or "bfloat16" => "BF16",
        "LongStorage" or "int64" or "long" => "I64",
        "IntStorage" or "int32" or "int" or "QInt32Storage" => "I32",
        "ShortStorage" or "int16" or "short" => "I16",
        "CharStorage" or "int8" or "QInt8Storage" => "I8",
        "ByteStorage" or "uint8" or "QUInt8Storage" => "U8",
        "BoolStorage" or "bool" => "BOOL",
        "ComplexFloatStorage" or "complex64" or "cfloat" => "C64",
        "ComplexDoubleStorage" or "complex128" or "cdouble" => "C128",
        "uint16" => "U16",
        "uint32" => "U32",
        "uint64" => "U64",
        "float8_e4m3fn" => "F8_E4M3",
        "float8_e5m2" => "F8_E5M2",
        "float8_e4m3fnuz" => "F8_E4M3FNUZ",
        "float8_e5m2fnuz" => "F8_E5M2FNUZ",
        "float8_e8m0fnu" => "F8_E8M0",
        _ => null,
    };

    /// <summary>From the kind and width of a numpy type, as in <c>f4</c>.</summary>
    internal static string OfNumpy(char kind, int width) => (kind, width) switch
    {
        ('f', 2 or 4 or 8) => $"F{width * 8}",
        ('i', 1 or 2 or 4 or 8) => $"I{width * 8}",
        ('u', 1 or 2 or 4 or 8) => $"U{width * 8}",
        ('c', 8 or 16) => $"C{width * 8}",
        ('b' or '?', 1) => "BOOL",
        _ => $"NPY_{kind}{width}",
    };

    internal static string OfSafeTensors(string type) => type is "F8_E4M3FN" ? "F8_E4M3" : type;

    internal static string OfGguf(long type) => type >= 0 && type < _gguf.Length && _gguf[type].Length > 0 ? _gguf[type] : $"GGML_{type}";
}
