namespace Assay.Formats;

/// <summary>A window on another source.</summary>
internal sealed class SlicedByteSource : ByteSource
{
    private readonly ByteSource _inner;
    private readonly long _start;

    public SlicedByteSource(ByteSource inner, long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _inner = inner;
        _start = Math.Min(offset, inner.Length);
        Length = Math.Min(length, inner.Length - _start);
    }

    public override long Length { get; }

    public override bool IsPresent(long offset, long length) => _inner.IsPresent(_start + offset, Math.Min(length, Length - offset));

    public override int Read(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (offset >= Length) return 0;
        return _inner.Read(_start + offset, buffer[..(int)Math.Min(buffer.Length, Length - offset)]);
    }
}
