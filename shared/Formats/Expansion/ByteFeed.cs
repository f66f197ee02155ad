using System.Buffers.Binary;

namespace Assay.Formats.Expansion;

/// <summary>Buffered forward reading for decoders. The last bytes handed out can be given back, since bit readers look ahead.</summary>
internal sealed class ByteFeed
{
    private const int MaxBuffer = 32 * 1024;
    private const int MinBuffer = 256;

    /// <summary>Bytes that can be given back, whatever was read in between.</summary>
    private const int Keep = 16;

    private readonly Stream _stream;
    private readonly byte[] _buffer;
    private int _at = Keep;
    private int _end = Keep;
    private long _taken;

    public ByteFeed(Stream stream)
    {
        _stream = stream;
        _buffer = new byte[Keep + (stream.CanSeek ? (int)Math.Clamp(stream.Length, MinBuffer, MaxBuffer) : MaxBuffer)];
    }

    /// <summary>Bytes handed out.</summary>
    public long Position => _taken - (_end - _at);

    /// <summary>What is in the buffer already; <see cref="Skip"/> steps over it.</summary>
    public ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_at, _end - _at);

    /// <summary>The next byte, -1 at the end.</summary>
    public int TryByte() => _at < _end || Fill() ? _buffer[_at++] : -1;

    public byte Byte() => _at < _end || Fill() ? _buffer[_at++] : throw new InvalidDataException("The compressed data ends early.");

    /// <summary>The next byte without taking it, -1 at the end.</summary>
    public int Peek() => _at < _end || Fill() ? _buffer[_at] : -1;

    public void GiveBack(int bytes) => _at -= bytes;

    /// <summary>Fills the span as far as the bytes go.</summary>
    public int Some(Span<byte> span)
    {
        var done = 0;
        while (done < span.Length && (_at < _end || Fill()))
        {
            var n = Math.Min(span.Length - done, _end - _at);
            _buffer.AsSpan(_at, n).CopyTo(span[done..]);
            _at += n;
            done += n;
        }
        return done;
    }

    public void Exactly(Span<byte> span)
    {
        if (Some(span) < span.Length) throw new InvalidDataException("The compressed data ends early.");
    }

    public uint UInt32()
    {
        Span<byte> bytes = stackalloc byte[4];
        Exactly(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public ulong UInt64()
    {
        Span<byte> bytes = stackalloc byte[8];
        Exactly(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    public void Skip(long bytes)
    {
        while (bytes > 0)
        {
            if (_at == _end && !Fill()) throw new InvalidDataException("The compressed data ends early.");
            var n = (int)Math.Min(bytes, _end - _at);
            _at += n;
            bytes -= n;
        }
    }

    private bool Fill()
    {
        var kept = Math.Min(Keep, _end);
        _buffer.AsSpan(_end - kept, kept).CopyTo(_buffer.AsSpan(Keep - kept));
        var read = _stream.Read(_buffer, Keep, _buffer.Length - Keep);
        _at = Keep;
        _end = Keep + read;
        _taken += read;
        return read > 0;
    }
}
