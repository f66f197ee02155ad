using Assay.Contracts.Reports;

namespace Assay.Formats.Outline;

/// <summary>
/// A file of which only some ranges are at hand. The rest reads as zeros, and the first time somebody asks for it is remembered: a result that was made
/// from bytes that were not there must say so.
/// </summary>
public sealed class OutlineByteSource : ByteSource
{
    private readonly OutlineSegment[] _segments;
    private readonly ByteSource _bytes;
    private long _missAt = -1;
    private long _missLength;

    /// <param name="length">Of the whole file.</param>
    /// <param name="segments">What is at hand: in order of offsets, without overlap.</param>
    /// <param name="bytes">Holds the segments' bytes.</param>
    internal OutlineByteSource(long length, OutlineSegment[] segments, ByteSource bytes)
    {
        Length = length;
        _segments = segments;
        _bytes = bytes;
    }

    public override long Length { get; }

    /// <summary>The first range that was asked for and is not at hand; null while nobody did.</summary>
    public ByteRange? Missed => Volatile.Read(ref _missAt) is var at and >= 0 ? new(at, Volatile.Read(ref _missLength)) : null;

    /// <inheritdoc/>
    public override bool IsPresent(long offset, long length)
    {
        if (length <= 0) return true;
        var at = Find(offset);
        return at >= 0 && offset + length <= _segments[at].End;
    }

    public override int Read(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (offset >= Length) return 0;
        buffer = buffer[..(int)Math.Min(buffer.Length, Length - offset)];
        for (var done = 0; done < buffer.Length;)
        {
            var at = Find(offset + done);
            if (at < 0)
            {
                var next = ~at < _segments.Length ? _segments[~at].Offset : Length;
                var absent = (int)Math.Min(buffer.Length - done, next - offset - done);
                Miss(offset + done, buffer.Length - done);
                buffer.Slice(done, absent).Clear();
                done += absent;
                continue;
            }
            var segment = _segments[at];
            var part = buffer.Slice(done, (int)Math.Min(buffer.Length - done, segment.End - offset - done));
            var read = _bytes.Read(segment.Place + (offset + done - segment.Offset), part);
            if (read == 0) return done;
            done += read;
        }
        return buffer.Length;
    }

    // The segment that holds the offset, or the complement of the first one behind it.
    private int Find(long offset)
    {
        int low = 0, high = _segments.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (offset < _segments[middle].Offset) high = middle - 1;
            else if (offset >= _segments[middle].End) low = middle + 1;
            else return middle;
        }
        return ~low;
    }

    private void Miss(long offset, long length)
    {
        if (Interlocked.CompareExchange(ref _missAt, offset, -1) == -1) Volatile.Write(ref _missLength, length);
    }
}
