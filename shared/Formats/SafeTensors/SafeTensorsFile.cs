namespace Assay.Formats.SafeTensors;

/// <summary>What the header of a safetensors file says.</summary>
/// <param name="Tensors">In the header's order; where two have one name, both.</param>
/// <param name="Metadata">Texts of <c>__metadata__</c>, by key. Untrusted.</param>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="DataStart">Where the header ends.</param>
/// <param name="DataEnd">Behind the last byte of the last tensor, in the file.</param>
/// <param name="IsComplete">True where the whole header was read.</param>
public sealed record SafeTensorsFile(
    IReadOnlyList<SafeTensor> Tensors, IReadOnlyList<KeyValuePair<string, string>> Metadata, IReadOnlyList<SafeTensorsFault> Faults,
    long DataStart, long DataEnd, bool IsComplete)
{
    /// <summary>Names of element types that look like types and are not known here.</summary>
    public IReadOnlyList<string> NewTypes { get; init; } = [];
}
