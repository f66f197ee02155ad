namespace Assay.OnnxRuntime;

/// <summary>A declared input or output of a model.</summary>
/// <param name="Name">Untrusted.</param>
/// <param name="Kind">Tensor or something else.</param>
/// <param name="ElementType">Undefined for anything but a tensor.</param>
/// <param name="Shape">Empty for a scalar and for anything but a tensor.</param>
public sealed record OrtPort(string Name, OrtValueKind Kind, OrtElementType ElementType, IReadOnlyList<OrtDimension> Shape)
{
    /// <summary><c>Float[batch,3,32,32]</c></summary>
    public string TypeText => Kind == OrtValueKind.Tensor ? $"{ElementType}[{string.Join(",", Shape)}]" : Kind.ToString();
}
