namespace Assay.Contracts.Values;

/// <summary>How much of a model has been read. Each level includes those before it.</summary>
public enum Depth
{
    /// <summary>Declared names, sizes and digests only.</summary>
    Metadata = 0,
    /// <summary>Headers and code-carrying members; large data is not read.</summary>
    Structure = 1,
    /// <summary>Every byte hashed and read.</summary>
    Full = 2,
    /// <summary>The model was run.</summary>
    Probe = 3,
}
