namespace Assay.Formats.Tensors;

/// <summary>Integers that protobuf keeps in seven bits a byte, one behind the other, as elements of a fixed width.</summary>
internal sealed class VarintStream(Stream packed, int width) : ForwardStream
{
    private const int MaxBytes = 10;
    private readonly byte[] _window = new byte[64 * 1024];
    private int _at;
    private int _end;
    private ulong _value;
    private int _left;

    public override int Read(Span<byte> buffer)
    {
        var done = 0;
        while (done < buffer.Length)
        {
            if (_left == 0 && !Next()) break;
            buffer[done++] = (byte)_value;
            _value >>= 8;
            _left--;
        }
        return done;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) packed.Dispose();
        base.Dispose(disposing);
    }

    private bool Next()
    {
        _value = 0;
        for (var i = 0; i < MaxBytes; i++)
        {
            if (_at == _end)
            {
                _end = packed.Read(_window, 0, _window.Length);
                _at = 0;
                if (_end == 0) return false;
            }
            var b = _window[_at++];
            _value |= (ulong)(b & 0x7f) << (7 * i);
            if ((b & 0x80) != 0) continue;
            _left = width;
            return true;
        }
        return false;
    }
}
