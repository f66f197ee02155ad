namespace Assay.Formats.PythonBytecode;

/// <summary>How a code object is written: the fields changed twice.</summary>
public enum PyLayout
{
    /// <summary>3.6 and 3.7.</summary>
    Python36,

    /// <summary>3.8 to 3.10: a count of positional-only parameters was added.</summary>
    Python38,

    /// <summary>3.11 to 3.14: local, cell and free variables stand in one tuple.</summary>
    Python311,
}
