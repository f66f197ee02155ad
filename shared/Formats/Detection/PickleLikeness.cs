namespace Assay.Formats.Detection;

/// <summary>How much a source looks like a pickle.</summary>
internal enum PickleLikeness
{
    No,

    /// <summary>Its first opcodes can be followed, and nothing in them calls anything: text and numbers may do that by chance.</summary>
    Possible,

    Certain,
}
