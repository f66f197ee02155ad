namespace Assay.Formats.Zip;

/// <summary>A part of an archive.</summary>
/// <param name="Offset">Where it begins in the source.</param>
/// <param name="Length">In bytes.</param>
public readonly record struct ZipRegion(long Offset, long Length);
