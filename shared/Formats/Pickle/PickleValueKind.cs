namespace Assay.Formats.Pickle;

/// <summary>What a loader would have on its stack.</summary>
public enum PickleValueKind : byte
{
    /// <summary>Cannot be said: a memo slot never set or no longer kept, an out-of-band buffer, a registered extension.</summary>
    Unknown,
    None,
    Bool,
    Int,
    Float,

    /// <summary>Text; its bytes stay in the source.</summary>
    Text,

    /// <summary>Bytes; they stay in the source.</summary>
    Bytes,
    Tuple,
    List,
    Dict,
    Set,

    /// <summary>Something imported by name.</summary>
    Import,

    /// <summary>The result of a call.</summary>
    Object,

    /// <summary>An object that the loader's owner supplies by id (a tensor's storage).</summary>
    Persistent,
}
