namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>When a statement runs.</summary>
internal enum PythonPlace
{
    /// <summary>When the module is imported.</summary>
    Import,
    /// <summary>When a function is called.</summary>
    Function,
    /// <summary>When somebody starts the file as a script.</summary>
    Script,
}
