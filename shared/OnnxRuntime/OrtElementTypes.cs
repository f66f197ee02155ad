namespace Assay.OnnxRuntime;

/// <summary>Sizes of element types and their .NET counterparts.</summary>
public static class OrtElementTypes
{
    /// <summary>Bytes of one element; null for types without whole bytes of their own (strings, 4-bit integers, undefined).</summary>
    public static int? Size(this OrtElementType type) => type switch
    {
        OrtElementType.UInt8 or OrtElementType.Int8 or OrtElementType.Bool => 1,
        OrtElementType.Float8E4M3Fn or OrtElementType.Float8E4M3Fnuz or OrtElementType.Float8E5M2 or OrtElementType.Float8E5M2Fnuz => 1,
        OrtElementType.UInt16 or OrtElementType.Int16 or OrtElementType.Float16 or OrtElementType.BFloat16 => 2,
        OrtElementType.Float or OrtElementType.Int32 or OrtElementType.UInt32 => 4,
        OrtElementType.Int64 or OrtElementType.UInt64 or OrtElementType.Double or OrtElementType.Complex64 => 8,
        OrtElementType.Complex128 => 16,
        _ => null,
    };

    /// <summary>True for the floating-point types from 16 bits up.</summary>
    public static bool IsFloat(this OrtElementType type) =>
        type is OrtElementType.Float or OrtElementType.Double or OrtElementType.Float16 or OrtElementType.BFloat16;

    /// <summary>The element type of a .NET type.</summary>
    /// <exception cref="OrtException">The runtime has no such type.</exception>
    public static OrtElementType Of<T>()
        where T : unmanaged => default(T) switch
        {
            float => OrtElementType.Float,
            double => OrtElementType.Double,
            Half => OrtElementType.Float16,
            bool => OrtElementType.Bool,
            byte => OrtElementType.UInt8,
            sbyte => OrtElementType.Int8,
            ushort => OrtElementType.UInt16,
            short => OrtElementType.Int16,
            uint => OrtElementType.UInt32,
            int => OrtElementType.Int32,
            ulong => OrtElementType.UInt64,
            long => OrtElementType.Int64,
            _ => throw new OrtException(OrtErrorCode.NotImplemented, $"The runtime has no element type for {typeof(T).Name}."),
        };
}
