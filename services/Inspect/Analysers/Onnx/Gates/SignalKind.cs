namespace Assay.Inspect.Analysers.Onnx.Gates;

/// <summary>What a value depends on; a value that depends on several is the last of them.</summary>
internal enum SignalKind
{
    Constant,

    /// <summary>The shapes of the inputs.</summary>
    Shape,

    /// <summary>An input of one element, such as a sampling rate: the caller's setting.</summary>
    Setting,

    /// <summary>The raw input, without a learned layer between.</summary>
    Data,

    /// <summary>What the network made of the input.</summary>
    Learned,
}
