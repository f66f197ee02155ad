using Assay.Contracts.Reports;

namespace Assay.Formats.Tensors;

/// <summary>Ranges of a source, read one behind the other.</summary>
internal sealed class JoinedStream(ByteSource source, IReadOnlyList<ByteRange> ranges) : ForwardStream
{
    private int _range;
    private long _at;

    public override int Read(Span<byte> buffer)
    {
        while (_range < ranges.Count)
        {
            var (offset, length) = (ranges[_range].Offset, ranges[_range].Length);
            var read = _at >= length ? 0 : source.Read(offset + _at, buffer[..(int)Math.Min(buffer.Length, length - _at)]);
            _at += read;
            if (read > 0) return read;
            (_range, _at) = (_range + 1, 0);
        }
        return 0;
    }
}
