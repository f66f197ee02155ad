namespace Assay.Inspect.Analysers.Onnx.Gates;

/// <summary>What has happened to a value on its way from the model's input, as far as it tells a detector of triggers from ordinary preparation.</summary>
[Flags]
internal enum Trait
{
    None = 0,

    /// <summary>It is near one of two values: compared, clipped, rectified.</summary>
    Thresholded = 1,

    /// <summary>One value for a whole sample: it can decide about all of the answer.</summary>
    Reduced = 2,

    /// <summary>It is on for few inputs that somebody chose: a token, pixels, a pattern, a checksum.</summary>
    Selective = 4,

    /// <summary>Chosen positions of the input.</summary>
    Selected = 8,

    /// <summary>A constant was subtracted.</summary>
    Centered = 16,

    /// <summary>The distance to a constant.</summary>
    Distance = 32,

    /// <summary>Remainders and bit operations.</summary>
    Hashed = 64,

    /// <summary>One constant pattern was laid over the input.</summary>
    Filtered = 128,

    /// <summary>Multiplied so that a smooth threshold is a sharp one.</summary>
    Steep = 256,

    /// <summary>A place in the input, such as that of the last token.</summary>
    Position = 512,

    /// <summary>How many places of the input are in use.</summary>
    Count = 1024,
    Above = 2048,
    Below = 4096,
}
