namespace Assay.Formats;

/// <summary>
/// Random access to the bytes of an artifact or of a member inside it. Hostile input: every reader asks for as little as it needs and bounds what
/// it keeps. Reads may run in parallel.
/// </summary>
public abstract class ByteSource
{
    /// <summary>In bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Reads up to the span's length at <paramref name="offset"/>; 0 at or behind the end. May return fewer bytes than asked for only at the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative.</exception>
    public abstract int Read(long offset, Span<byte> buffer);

    /// <summary>
    /// True where all bytes of a range are at hand. False only for an outline of a file (<see cref="Outline.OutlineByteSource"/>), whose absent bytes read as
    /// zeros: a reader that can do without them asks first.
    /// </summary>
    public virtual bool IsPresent(long offset, long length) => true;

    /// <summary>A part of this source; the part is cut at the end of this source.</summary>
    public virtual ByteSource Slice(long offset, long length) => new SlicedByteSource(this, offset, length);

    /// <summary>A forward stream over the bytes; disposing it leaves the source open.</summary>
    public Stream AsStream() => new ByteSourceStream(this);
}
