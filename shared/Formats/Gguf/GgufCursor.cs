using System.Buffers.Binary;
using System.Text;

namespace Assay.Formats.Gguf;

/// <summary>Reads numbers and texts one after the other, from a window on the source.</summary>
internal sealed class GgufCursor(ByteSource source, long start)
{
    private const int Window = 64 * 1024;
    private readonly byte[] _window = new byte[Window];
    private long _windowStart = -1;
    private int _windowLength;

    public long Position { get; private set; } = start;

    public bool BigEndian { get; set; }

    public long Left => source.Length - Position;

    public bool TryUInt32(out uint value)
    {
        if (!TryTake(4, out var bytes)) { value = 0; return false; }
        value = BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return true;
    }

    public bool TryUInt64(out ulong value)
    {
        if (!TryTake(8, out var bytes)) { value = 0; return false; }
        value = BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return true;
    }

    /// <summary>A count or length, which is 32 bits wide in version 1.</summary>
    public bool TryCount(int version, out ulong value)
    {
        if (version != 1) return TryUInt64(out value);
        var read = TryUInt32(out var small);
        value = small;
        return read;
    }

    public bool TryInteger(int size, bool signed, out long value)
    {
        value = 0;
        if (!TryTake(size, out var bytes)) return false;
        for (var i = 0; i < size; i++) value = (value << 8) | bytes[BigEndian ? i : size - 1 - i];
        if (signed && size < 8) value = value << (64 - (8 * size)) >> (64 - (8 * size));
        return true;
    }

    public bool TryText(int version, int max, out string text, out bool valid)
    {
        text = "";
        valid = true;
        if (!TryCount(version, out var length) || length > (ulong)Left) return false;
        var keep = (int)Math.Min((long)length, max);
        var bytes = new byte[keep];
        if (source.Read(Position, bytes) != keep) return false;
        text = Encoding.UTF8.GetString(bytes);
        valid = (ulong)keep < length || System.Text.Unicode.Utf8.IsValid(bytes);
        Position += (long)length;
        return true;
    }

    public bool TrySkip(ulong length)
    {
        if (length > (ulong)Left) return false;
        Position += (long)length;
        return true;
    }

    private bool TryTake(int size, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (Left < size) return false;
        if (_windowStart < 0 || Position < _windowStart || Position + size > _windowStart + _windowLength)
        {
            _windowStart = Position;
            _windowLength = source.Read(Position, _window);
            if (_windowLength < size) return false;
        }
        bytes = _window.AsSpan((int)(Position - _windowStart), size);
        Position += size;
        return true;
    }
}
