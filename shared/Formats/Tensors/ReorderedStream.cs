namespace Assay.Formats.Tensors;

/// <summary>Elements that stand in another order than row-major or with gaps, brought into order. The bytes they stand in are in memory, and few.</summary>
internal sealed class ReorderedStream(byte[] stored, IReadOnlyList<long> shape, IReadOnlyList<long> strides, int width) : ForwardStream
{
    private readonly long[] _index = new long[shape.Count];
    private bool _ended = shape.Any(d => d == 0);
    private int _within;
    private long _at;

    public override int Read(Span<byte> buffer)
    {
        var done = 0;
        while (done < buffer.Length && !_ended)
        {
            var count = Math.Min(width - _within, buffer.Length - done);
            stored.AsSpan(checked((int)(_at * width)) + _within, count).CopyTo(buffer[done..]);
            done += count;
            _within += count;
            if (_within == width) Advance();
        }
        return done;
    }

    private void Advance()
    {
        _within = 0;
        for (var i = _index.Length - 1; i >= 0; i--)
        {
            _at += strides[i];
            if (++_index[i] < shape[i]) return;
            _at -= strides[i] * shape[i];
            _index[i] = 0;
        }
        _ended = true;
    }
}
