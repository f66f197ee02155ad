namespace Assay.OnnxRuntime;

/// <summary>What an input, output or value is, with the C API's numbers.</summary>
public enum OrtValueKind
{
    Unknown = 0,
    Tensor = 1,
    Sequence = 2,
    Map = 3,
    Opaque = 4,
    SparseTensor = 5,
    Optional = 6,
}
