namespace Assay.Tests.Unit.Storage.Blobs;

/// <summary>Cancels after a number of bytes and goes on for ever.</summary>
internal sealed class CancellingStream(CancellationTokenSource stop, long after) : Stream
{
    private long _served;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _served; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        _served += count;
        if (_served > after) stop.Cancel();
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
