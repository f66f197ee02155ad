namespace Assay.Formats.Gguf;

/// <summary>Sizes of the element types: how many elements make a block, and how many bytes it has.</summary>
internal static class GgufElementType
{
    /// <summary>Numbers up to here may be given to types that are invented later.</summary>
    private const long LastReserved = 63;

    public static (int Elements, int Bytes)? Block(long type) => type switch
    {
        0 or 26 => (1, 4),
        1 or 25 or 30 => (1, 2),
        24 => (1, 1),
        27 or 28 => (1, 8),
        2 or 20 or 31 or 32 or 33 or 36 or 37 or 38 => (32, 18),
        3 => (32, 20),
        6 => (32, 22),
        7 => (32, 24),
        8 => (32, 34),
        9 => (32, 36),
        10 => (256, 84),
        11 or 21 => (256, 110),
        12 => (256, 144),
        13 => (256, 176),
        14 => (256, 210),
        15 => (256, 292),
        16 or 35 => (256, 66),
        17 => (256, 74),
        18 => (256, 98),
        19 => (256, 50),
        22 => (256, 82),
        23 => (256, 136),
        29 => (256, 56),
        34 => (256, 54),
        39 => (32, 17),
        _ => null,
    };

    /// <summary>True for numbers that newer writers or forks with types of their own use.</summary>
    public static bool IsPlausible(long type) => type is (>= 0 and <= LastReserved) or (>= 97 and <= 99) or (>= 133 and <= 160) or (>= 197 and <= 240) or (>= 335 and <= 400);
}
