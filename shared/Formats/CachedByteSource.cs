namespace Assay.Formats;

/// <summary>
/// Keeps the blocks of a file that were read last: readers of directories, headers and names ask for a few bytes here and there, near each other, and each
/// question to the system costs as much as copying a page. Long reads pass by. Memory: <see cref="Blocks"/> times <see cref="BlockSize"/>.
/// </summary>
public sealed class CachedByteSource(ByteSource inner) : ByteSource
{
    private const int BlockSize = 32 * 1024;
    private const int Blocks = 8;

    /// <summary>Longer reads are asked of the file itself.</summary>
    private const int MaxRead = BlockSize / 2;

    private readonly Lock _lock = new();
    private readonly long[] _starts = [-1, -1, -1, -1, -1, -1, -1, -1];
    private readonly int[] _lengths = new int[Blocks];
    private readonly byte[]?[] _bytes = new byte[Blocks][];
    private int _oldest;

    public override long Length => inner.Length;

    public override bool IsPresent(long offset, long length) => inner.IsPresent(offset, length);

    public override int Read(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (buffer.Length > MaxRead) return inner.Read(offset, buffer);
        lock (_lock)
        {
            var done = 0;
            while (done < buffer.Length && offset + done < Length)
            {
                var copied = Copy(offset + done, buffer[done..]);
                if (copied == 0) break;
                done += copied;
            }
            return done;
        }
    }

    private int Copy(long offset, Span<byte> buffer)
    {
        var start = offset - (offset % BlockSize);
        var slot = Array.IndexOf(_starts, start);
        if (slot < 0) slot = Load(start);
        var at = (int)(offset - start);
        var count = Math.Min(buffer.Length, _lengths[slot] - at);
        if (count <= 0) return 0;
        _bytes[slot].AsSpan(at, count).CopyTo(buffer);
        return count;
    }

    private int Load(long start)
    {
        var slot = _oldest;
        _oldest = (_oldest + 1) % Blocks;
        var block = _bytes[slot] ??= new byte[BlockSize];
        _starts[slot] = -1;
        _lengths[slot] = inner.Read(start, block);
        _starts[slot] = start;
        return slot;
    }
}
