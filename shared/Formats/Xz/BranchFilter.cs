using Assay.Formats.Expansion;

namespace Assay.Formats.Xz;

/// <summary>Undoes a branch filter, which stores the targets of calls in machine code as absolute addresses.</summary>
internal sealed class BranchFilter(DecoderStream inner, IBranchConverter converter, uint start) : DecoderStream
{
    private const int Size = 32 * 1024;

    private readonly byte[] _buffer = new byte[Size];
    private int _at;
    private int _ready;
    private int _end;
    private uint _position = start;
    private bool _isLast;

    public override long Consumed => inner.Consumed;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (_at == _ready)
        {
            if (_isLast && _ready == _end) return 0;
            Fill();
        }
        var n = Math.Min(buffer.Length, _ready - _at);
        _buffer.AsSpan(_at, n).CopyTo(buffer);
        _at += n;
        return n;
    }

    private void Fill()
    {
        // What the converter could not judge yet stays in front.
        _buffer.AsSpan(_ready, _end - _ready).CopyTo(_buffer);
        _end -= _ready;
        _at = _ready = 0;
        while (_end < Size && !_isLast)
        {
            var read = inner.Read(_buffer.AsSpan(_end));
            _isLast = read == 0;
            _end += read;
        }
        var converted = converter.Convert(_buffer.AsSpan(0, _end), _position);
        _position += (uint)converted;
        _ready = _isLast ? _end : converted;
    }
}
