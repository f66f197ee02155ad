namespace Assay.Formats.Protobuf;

/// <summary>What is wrong with a message. A loader refuses the file for each but the last two, which are limits of this reader.</summary>
public enum ProtoFault
{
    None,

    /// <summary>The bytes end within a field, or a field is longer than its message.</summary>
    Truncated,

    /// <summary>Field number 0 or too large, a wire type that does not exist, a number of more than ten bytes, an unmatched group.</summary>
    Malformed,
    TooDeep,
    TooMany,
}
