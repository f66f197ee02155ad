namespace Assay.OnnxGraph.Model;

/// <summary>What an element type is.</summary>
public static class ElementTypes
{
    /// <summary>Bytes of one element; 0 where elements have no whole number of bytes or the type is not known.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.UInt8 or ElementType.Int8 or ElementType.Bool => 1,
        >= ElementType.Float8E4M3Fn and <= ElementType.Float8E5M2Fnuz => 1,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Float or ElementType.Int32 or ElementType.UInt32 => 4,
        ElementType.Int64 or ElementType.UInt64 or ElementType.Double or ElementType.Complex64 => 8,
        ElementType.Complex128 => 16,
        _ => 0,
    };

    /// <summary>True for numbers with a fraction, which may carry a gradient.</summary>
    public static bool IsReal(this ElementType type) =>
        type is ElementType.Float or ElementType.Float16 or ElementType.Double or ElementType.BFloat16;

    /// <summary>True for whole numbers and truth values, which carry none.</summary>
    public static bool IsWhole(this ElementType type) => type is >= ElementType.UInt8 and <= ElementType.Int64 or ElementType.Bool
        or ElementType.UInt32 or ElementType.UInt64;
}
