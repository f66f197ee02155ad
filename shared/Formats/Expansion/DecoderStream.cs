namespace Assay.Formats.Expansion;

/// <summary>
/// A forward stream of expanded bytes. Damage is an <see cref="InvalidDataException"/>, at the place where it is and after all bytes before it;
/// what is not read here is an <see cref="UnsupportedCompressionException"/>.
/// </summary>
public abstract class DecoderStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("The length is known at the end.");

    public override long Position
    {
        get => throw new NotSupportedException("Expanded bytes have no position.");
        set => throw new NotSupportedException("Expanded bytes cannot be sought in.");
    }

    /// <summary>Compressed bytes that belong to what was expanded; sound at the end of the stream.</summary>
    public abstract long Consumed { get; }

    public abstract override int Read(Span<byte> buffer);

    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Expanded bytes cannot be sought in.");

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("Expanded bytes cannot be written.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Expanded bytes cannot be written.");
}
