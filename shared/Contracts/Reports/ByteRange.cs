namespace Assay.Contracts.Reports;

/// <summary>A range of bytes.</summary>
/// <param name="Offset">Of its first byte.</param>
/// <param name="Length">In bytes.</param>
public readonly record struct ByteRange(long Offset, long Length);
