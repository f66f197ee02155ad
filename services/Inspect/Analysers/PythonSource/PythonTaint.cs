namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>Where a value comes from.</summary>
[Flags]
internal enum PythonTaint
{
    None = 0,
    /// <summary>From another machine.</summary>
    Network = 1,
    /// <summary>A credential.</summary>
    Secret = 2,
    /// <summary>The whole environment.</summary>
    Environ = 4,
    /// <summary>Who and where this machine is.</summary>
    Host = 8,
    /// <summary>Decoded from another form.</summary>
    Decoded = 16,
    /// <summary>Read from a file.</summary>
    File = 32,
    /// <summary>Given by whoever sends a request to the served model.</summary>
    Request = 64,
    /// <summary>Made of code objects.</summary>
    Code = 128,
}
