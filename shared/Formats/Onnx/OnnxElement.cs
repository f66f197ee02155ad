namespace Assay.Formats.Onnx;

/// <summary>Element types of tensors.</summary>
public static class OnnxElement
{
    public const int Float = 1;
    public const int UInt8 = 2;
    public const int Int8 = 3;
    public const int Int32 = 6;
    public const int Int64 = 7;
    public const int Text = 8;
    public const int Bool = 9;
    public const int Float16 = 10;
    public const int Double = 11;

    /// <summary>Bits of one element; 0 where they are not known.</summary>
    public static int Bits(int type) => type switch
    {
        UInt8 or Int8 or Bool or 17 or 18 or 19 or 20 or 24 => 8,
        4 or 5 or Float16 or 16 => 16,
        Float or Int32 or 12 => 32,
        Int64 or Double or 13 or 14 => 64,
        15 => 128,
        21 or 22 or 23 => 4,
        _ => 0,
    };
}
