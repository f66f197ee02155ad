namespace Assay.Formats.PythonBytecode;

/// <summary>What a constant of Python bytecode is.</summary>
public enum PyConstantKind
{
    /// <summary>Something that is not kept: a number beyond 64 bits, an ellipsis, a complex number.</summary>
    Other,
    None,
    Bool,
    Int,
    Float,
    Text,
    Bytes,

    /// <summary>A tuple, list or set.</summary>
    Tuple,

    /// <summary>Keys and values alternate.</summary>
    Dict,
    Slice,
    Code,
}
