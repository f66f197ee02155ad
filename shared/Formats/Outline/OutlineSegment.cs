namespace Assay.Formats.Outline;

/// <summary>A range of a file that is at hand.</summary>
/// <param name="Offset">In the file.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Place">Where its bytes stand in whatever holds them.</param>
internal readonly record struct OutlineSegment(long Offset, long Length, long Place)
{
    public long End => Offset + Length;
}
