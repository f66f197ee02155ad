namespace Assay.Formats.Tensors;

/// <summary>Numbers that stand big end first, turned little end first as they are read.</summary>
internal sealed class SwappedStream(Stream inner, int width) : ForwardStream
{
    private int _phase;
    private readonly byte[] _number = new byte[width];
    private int _left;

    public override int Read(Span<byte> buffer)
    {
        // The usual read is of whole numbers; the rest of a cut one is kept for the next.
        var done = 0;
        while (done < buffer.Length)
        {
            if (_left == 0 && !Fill()) break;
            var count = Math.Min(_left, buffer.Length - done);
            _number.AsSpan(_phase, count).CopyTo(buffer[done..]);
            (_phase, _left, done) = (_phase + count, _left - count, done + count);
        }
        return done;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        if (inner.ReadAtLeast(_number, width, throwOnEndOfStream: false) < width) return false;
        _number.AsSpan().Reverse();
        (_phase, _left) = (0, width);
        return true;
    }
}
