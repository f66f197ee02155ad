namespace Assay.Formats.SafeTensors;

/// <summary>Widths of the element types.</summary>
internal static class SafeTensorsType
{
    /// <summary>Bits of an element; null for types that are not known.</summary>
    public static int? Bits(string type) => type switch
    {
        "F4" or "F4_E2M1" => 4,
        "F6_E2M3" or "F6_E3M2" => 6,
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 8,
        "U16" or "I16" or "F16" or "BF16" => 16,
        "U32" or "I32" or "F32" => 32,
        "U64" or "I64" or "F64" or "C64" => 64,
        "C128" => 128,
        _ => null,
    };

    /// <summary>True for names that a later version of the format may give to a type: a letter or two for the kind, then its width.</summary>
    public static bool IsPlausible(string type)
    {
        var digits = type.IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        if (digits is < 1 or > 4 || type.Length > 16) return false;
        return type[..digits] is "F" or "BF" or "TF" or "I" or "U" or "C" or "NF" or "FP" or "MX" or "MXFP" or "NVFP" or "INT" or "UINT" or "Q"
            && type.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');
    }
}
