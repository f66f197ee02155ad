namespace Assay.Formats.Pickle;

/// <summary>How reading one opcode ended.</summary>
public enum PickleReadState
{
    /// <summary>Opcode and argument are there.</summary>
    Read,

    /// <summary>The bytes end before an opcode.</summary>
    AtEnd,

    /// <summary>The bytes end inside an argument.</summary>
    Truncated,

    /// <summary>The byte is no opcode of any protocol.</summary>
    UnknownOpcode,

    /// <summary>An argument that every loader refuses.</summary>
    BadArgument,
}
