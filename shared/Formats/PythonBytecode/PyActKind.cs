namespace Assay.Formats.PythonBytecode;

/// <summary>What a step of code does that reaches beyond its own variables.</summary>
public enum PyActKind
{
    /// <summary>Imports a module or a name of one.</summary>
    Import,

    /// <summary>Reads a global, a built-in or an attribute, or takes an item by a name.</summary>
    Reach,

    Call,

    /// <summary>Sets an attribute of something that is not its own.</summary>
    Set,
}
