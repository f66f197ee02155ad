using Microsoft.Win32.SafeHandles;

namespace Assay.Ingest.Sources.LocalFile;

/// <summary>
/// Reads an open regular file from front to back, without a buffer of its own and without leaving the thread: the pages of a file that is worth
/// scanning fast are in memory. It reads one byte more than the expected length, so that a file that grows is noticed.
/// </summary>
internal sealed class RegularFileStream(SafeFileHandle file, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_position > length) return 0;
        try
        {
            var n = RandomAccess.Read(file, buffer, _position);
            _position += n;
            return n;
        }
        catch (IOException e)
        {
            throw new FileUnreadableException(e.Message, e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
