using System.Buffers.Binary;
using Assay.Formats.Checksums;
using Assay.Formats.Expansion;

namespace Assay.Formats.Xz;

/// <summary>Expands xz: all blocks of all streams that follow each other, as one stream.</summary>
internal sealed class XzDecoder(ByteFeed feed) : DecoderStream
{
    private const int MaxFilters = 4;
    private const int HeaderSize = 12;

    private DecoderStream? _block;
    private int _checkSize;
    private bool _inStream;
    private bool _any;
    private long _end;

    public override long Consumed => _end;

    private static ReadOnlySpan<byte> Magic => [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    private static ReadOnlySpan<byte> CheckSizes => [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

    public override int Read(Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (_block is null)
            {
                if (!_inStream && !TryBeginStream()) return 0;
                BeginBlock();
                continue;
            }
            var read = _block.Read(buffer);
            if (read > 0) return read;
            _block = null;
            Align();
            feed.Skip(_checkSize);
        }
        return 0;
    }

    private bool TryBeginStream()
    {
        while (_any && feed.Peek() == 0) feed.Byte();
        if (_any && feed.Peek() < 0) _end = feed.Position;
        if (_any && feed.Peek() != Magic[0]) return false;
        Span<byte> header = stackalloc byte[HeaderSize];
        if (feed.Some(header) < HeaderSize || !header.StartsWith(Magic) || header[6] != 0 || header[7] > 15
            || Crc32.Append(0, header[6..8]) != BinaryPrimitives.ReadUInt32LittleEndian(header[8..]))
        {
            return _any ? false : throw new InvalidDataException("There is no xz header.");
        }
        _checkSize = CheckSizes[header[7]];
        _inStream = true;
        return true;
    }

    private void BeginBlock()
    {
        var size = feed.Byte();
        if (size == 0)
        {
            EndStream();
            return;
        }
        Span<byte> header = stackalloc byte[(size + 1) * 4 - 1];
        feed.Exactly(header);
        ReadOnlySpan<byte> rest = header[..^4];
        var flags = rest[0];
        rest = rest[1..];
        if ((flags & 0x40) != 0) Number(ref rest);
        if ((flags & 0x80) != 0) Number(ref rest);
        var count = (flags & (MaxFilters - 1)) + 1;
        var ids = new long[count];
        var properties = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            ids[i] = Number(ref rest);
            var length = Number(ref rest);
            if (length > rest.Length) throw new InvalidDataException("A filter's properties do not fit.");
            properties[i] = rest[..(int)length].ToArray();
            rest = rest[(int)length..];
        }
        _block = Filters.Last(feed, ids[^1], properties[^1]);
        for (var i = count - 2; i >= 0; i--) _block = Filters.Apply(_block, ids[i], properties[i]);
    }

    // The index repeats what the blocks say; then come its checksum and the footer.
    private void EndStream()
    {
        var begin = feed.Position - 1;
        for (var records = Number(); records > 0; records--)
        {
            Number();
            Number();
        }
        while ((feed.Position - begin) % 4 != 0) feed.Byte();
        feed.Skip(4 + HeaderSize);
        _inStream = false;
        _any = true;
        _end = feed.Position;
    }

    // Everything in a stream begins at a multiple of four; a stream itself does, too, unless something stands before it.
    private void Align()
    {
        while (feed.Position % 4 != 0 && feed.Peek() == 0) feed.Byte();
    }

    private long Number()
    {
        long value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var b = feed.Byte();
            value |= (long)(b & 0x7f) << shift;
            if (b < 0x80) return value;
        }
        throw new InvalidDataException("A number is too long.");
    }

    private static long Number(ref ReadOnlySpan<byte> bytes)
    {
        long value = 0;
        for (var i = 0; i < bytes.Length && i < 9; i++)
        {
            value |= (long)(bytes[i] & 0x7f) << (7 * i);
            if (bytes[i] >= 0x80) continue;
            bytes = bytes[(i + 1)..];
            return value;
        }
        throw new InvalidDataException("A number is too long.");
    }
}
