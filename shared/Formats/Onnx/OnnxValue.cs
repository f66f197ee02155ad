namespace Assay.Formats.Onnx;

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">Untrusted.</param>
/// <param name="ElementType">See <see cref="OnnxElement"/>; 0 where it is no tensor.</param>
/// <param name="Dims">Null for a dimension that is decided when the model is used; the list is null where there is no shape.</param>
public sealed record OnnxValue(string Name, int ElementType, IReadOnlyList<long?>? Dims);
