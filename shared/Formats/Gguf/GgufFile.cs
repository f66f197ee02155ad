namespace Assay.Formats.Gguf;

/// <summary>What the header of a GGUF file says.</summary>
/// <param name="Version">Of the format; 0 where it could not be read.</param>
/// <param name="BigEndian">True where numbers are written big end first.</param>
/// <param name="Metadata">In the file's order.</param>
/// <param name="Tensors">In the file's order.</param>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="HeaderEnd">Where the header ends, or could not be followed further.</param>
/// <param name="DataEnd">Where the tensors end.</param>
/// <param name="IsComplete">True where the whole header was read.</param>
public sealed record GgufFile(
    int Version, bool BigEndian, IReadOnlyList<GgufEntry> Metadata, IReadOnlyList<GgufTensor> Tensors, IReadOnlyList<GgufFault> Faults,
    long HeaderEnd, long DataEnd, bool IsComplete)
{
    /// <summary>Tensors whose element type is none that is known here; their sizes were not checked.</summary>
    public int UnknownTypes { get; init; }
}
