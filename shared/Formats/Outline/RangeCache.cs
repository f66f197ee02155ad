namespace Assay.Formats.Outline;

/// <summary>What of a file has been fetched so far, joined to segments.</summary>
internal sealed class RangeCache(IRangeReader reader, long maxBytes)
{
    private readonly SortedList<long, byte[]> _segments = [];
    private long _bytes;

    /// <summary>Ranges closer to each other than this are fetched as one: a request costs more than these bytes.</summary>
    public const int Join = 64 * 1024;

    public long Length => reader.Length;

    /// <summary>Fetches what of a range is not there; false where that would be more than is kept.</summary>
    public async Task<bool> FetchAsync(long offset, long length, CancellationToken cancellationToken)
    {
        var end = Math.Min(reader.Length, offset + length);
        while (offset < end)
        {
            var (next, stop) = Free(offset, end);
            if (next >= end) return true;
            if (_bytes + (stop - next) > maxBytes) return false;
            var bytes = new byte[stop - next];
            await reader.ReadAsync(next, bytes, cancellationToken).ConfigureAwait(false);
            _bytes += bytes.Length;
            _segments.Add(next, bytes);
            offset = stop;
        }
        return true;
    }

    /// <summary>What is there, neighbours joined.</summary>
    public byte[] ToOutline()
    {
        var joined = new List<(long Offset, byte[] Bytes)>();
        foreach (var (offset, bytes) in _segments)
        {
            if (joined.Count > 0 && joined[^1].Offset + joined[^1].Bytes.Length == offset) joined[^1] = (joined[^1].Offset, [.. joined[^1].Bytes, .. bytes]);
            else joined.Add((offset, bytes));
        }
        return OutlineFile.Write(reader.Length, joined);
    }

    /// <summary>The file as far as it is there.</summary>
    public OutlineByteSource Open() => OutlineFile.Open(new MemoryByteSource(ToOutline()))!;

    // The first free range at or behind an offset.
    private (long Start, long End) Free(long offset, long end)
    {
        foreach (var (start, bytes) in _segments)
        {
            if (start + bytes.Length <= offset) continue;
            if (start > offset) return (offset, Math.Min(end, start));
            offset = start + bytes.Length;
        }
        return (offset, end);
    }
}
