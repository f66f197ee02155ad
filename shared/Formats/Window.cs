using System.Buffers.Binary;

namespace Assay.Formats;

/// <summary>Small reads at random places of a source through one window, so that a structure of many tiny parts does not cost a system call
/// each.</summary>
public sealed class Window(ByteSource source, int size = 16 * 1024)
{
    private readonly byte[] _bytes = new byte[size];
    private long _start;
    private int _length;

    public ByteSource Source { get; } = source;

    public long Length => Source.Length;

    /// <summary>True where the range lies in the source; safe against overflow.</summary>
    public bool Holds(long offset, long length) => offset >= 0 && length >= 0 && offset <= Length && length <= Length - offset;

    /// <summary>Bytes at an offset, at most as many as the window holds; false where the source ends before.</summary>
    public bool TryRead(long offset, int count, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (count > _bytes.Length || !Holds(offset, count)) return false;
        if (offset < _start || offset + count > _start + _length)
        {
            _start = offset;
            _length = Source.Read(offset, _bytes);
            if (_length < count) return false;
        }
        bytes = _bytes.AsSpan((int)(offset - _start), count);
        return true;
    }

    public bool TryByte(long offset, out byte value)
    {
        var found = TryRead(offset, 1, out var bytes);
        value = found ? bytes[0] : (byte)0;
        return found;
    }

    public bool TryInt32(long offset, bool bigEndian, out int value)
    {
        var found = TryRead(offset, 4, out var bytes);
        value = !found ? 0 : bigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return found;
    }

    public bool TryInt64(long offset, bool bigEndian, out long value)
    {
        var found = TryRead(offset, 8, out var bytes);
        value = !found ? 0 : bigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return found;
    }

    /// <summary>Bytes of a range, cut after <paramref name="max"/> and at the end of the source.</summary>
    public byte[] Copy(long offset, long length, int max)
    {
        if (offset < 0 || offset >= Length || length <= 0) return [];
        var bytes = new byte[(int)Math.Min(Math.Min(length, max), Length - offset)];
        var read = Source.Read(offset, bytes);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
