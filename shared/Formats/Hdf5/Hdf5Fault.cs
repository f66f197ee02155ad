namespace Assay.Formats.Hdf5;

/// <summary>A place where the structure could not be followed.</summary>
/// <param name="Reason">What is wrong, in words.</param>
/// <param name="Offset">Where.</param>
/// <param name="IsLimit">True: sound as far as is known, but more than is followed, or a part of the format that is not read.</param>
public sealed record Hdf5Fault(string Reason, long Offset, bool IsLimit);
