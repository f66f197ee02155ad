namespace Assay.Formats.Pickle;

/// <summary>How a pickle ends.</summary>
public enum PickleEndState
{
    /// <summary>With STOP.</summary>
    Complete,

    /// <summary>The bytes end first.</summary>
    Truncated,

    /// <summary>With something that every loader refuses; what stands before it has run.</summary>
    Broken,
}
