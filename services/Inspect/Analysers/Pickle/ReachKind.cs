namespace Assay.Inspect.Analysers.Pickle;

/// <summary>What an import can do for an attacker.</summary>
internal enum ReachKind
{
    /// <summary>Builds data.</summary>
    Harmless,

    /// <summary>A class that nobody vouches for.</summary>
    UnknownClass,

    /// <summary>A function that nobody vouches for.</summary>
    UnknownFunction,

    /// <summary>Runs bytecode that the file carries.</summary>
    CodeByValue,

    /// <summary>Known to run code, or to reach something that does.</summary>
    Dangerous,

    /// <summary>The names are decided while loading.</summary>
    Unresolved,
}
