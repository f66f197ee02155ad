namespace Assay.Formats.Pickle;

/// <summary>What follows an opcode in the stream. The numbers in the names are widths in bytes; all numbers are little-endian.</summary>
public enum PickleArgumentKind : byte
{
    /// <summary>The byte is no opcode.</summary>
    NotAnOpcode,
    Nothing,
    Unsigned1,
    Unsigned2,
    Signed4,
    Unsigned4,
    Unsigned8,
    Float8,

    /// <summary>Text up to a line feed.</summary>
    Line,
    TwoLines,

    /// <summary>A length of one byte and so many bytes.</summary>
    Counted1,
    Counted4,
    Counted8,

    /// <summary>A signed length of four bytes and so many bytes; a negative one ends every loader.</summary>
    CountedSigned4,
}
