using System.Numerics;

namespace Assay.Formats.Expansion;

/// <summary>The last bytes a decoder has made, from which matches are copied. It grows with what is made, not with what a header claims.</summary>
internal sealed class HistoryWindow
{
    /// <summary>No writer needs more without being told to; a match from farther back is not followed.</summary>
    private const int MaxSize = 128 << 20;

    private const int FirstSize = 1 << 18;

    private readonly long _size;
    private readonly int _capacity;
    private byte[] _buffer;
    private int _mask;
    private long _growAt;
    private long _delivered;
    private long _start;

    public HistoryWindow(long size)
    {
        _size = size;
        _capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(size, FirstSize, MaxSize));
        _buffer = new byte[Math.Min(FirstSize, _capacity)];
        _mask = _buffer.Length - 1;
        _growAt = _buffer.Length < _capacity ? _buffer.Length : long.MaxValue;
    }

    /// <summary>Bytes made so far.</summary>
    public long Written { get; private set; }

    /// <summary>Bytes made and not delivered yet; has to stay well below <see cref="FirstSize"/>.</summary>
    public int Pending => (int)(Written - _delivered);

    /// <summary>The byte that was made last; 0 before the first.</summary>
    public byte Last => Written > _start ? _buffer[(Written - 1) & _mask] : (byte)0;

    /// <summary>Forgets the history.</summary>
    public void Reset() => _start = Written;

    /// <summary>The byte <paramref name="distance"/> back.</summary>
    public byte Back(long distance)
    {
        Check(distance);
        return _buffer[(Written - distance) & _mask];
    }

    public void Put(byte value)
    {
        if (Written == _growAt) Grow();
        _buffer[Written++ & _mask] = value;
    }

    public void Put(ReadOnlySpan<byte> values)
    {
        while (!values.IsEmpty)
        {
            if (Written == _growAt) Grow();
            var at = (int)(Written & _mask);
            var n = (int)Math.Min(Math.Min(values.Length, _buffer.Length - at), _growAt - Written);
            values[..n].CopyTo(_buffer.AsSpan(at));
            Written += n;
            values = values[n..];
        }
    }

    public void Copy(long distance, int length)
    {
        Check(distance);
        while (length > 0)
        {
            if (Written == _growAt) Grow();
            var from = (int)((Written - distance) & _mask);
            var to = (int)(Written & _mask);
            var n = (int)Math.Min(Math.Min(Math.Min(length, distance), _buffer.Length - Math.Max(from, to)), _growAt - Written);
            if (distance == 1)
            {
                n = (int)Math.Min(Math.Min(length, _buffer.Length - to), _growAt - Written);
                _buffer.AsSpan(to, n).Fill(_buffer[from]);
            }
            else _buffer.AsSpan(from, n).CopyTo(_buffer.AsSpan(to));
            Written += n;
            length -= n;
        }
    }

    /// <summary>Moves what is pending to <paramref name="target"/>, as far as it fits.</summary>
    public int Deliver(Span<byte> target)
    {
        var done = 0;
        while (done < target.Length && _delivered < Written)
        {
            var at = (int)(_delivered & _mask);
            var n = (int)Math.Min(Math.Min(target.Length - done, _buffer.Length - at), Written - _delivered);
            _buffer.AsSpan(at, n).CopyTo(target[done..]);
            _delivered += n;
            done += n;
        }
        return done;
    }

    private void Check(long distance)
    {
        if (distance < 1 || distance > Written - _start || distance > _size) throw new InvalidDataException("A match begins before the data.");
        if (distance > _capacity) throw new UnsupportedCompressionException("A match reaches farther back than is kept.");
    }

    // Nothing has wrapped around yet, so the bytes keep their places.
    private void Grow()
    {
        Array.Resize(ref _buffer, _buffer.Length * 2);
        _mask = _buffer.Length - 1;
        _growAt = _buffer.Length < _capacity ? _buffer.Length : long.MaxValue;
    }
}
