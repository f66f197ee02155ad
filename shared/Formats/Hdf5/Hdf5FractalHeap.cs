using System.Numerics;

namespace Assay.Formats.Hdf5;

/// <summary>A fractal heap: links and attributes of objects that have many of them, found by ids of a few bytes.</summary>
internal sealed class Hdf5FractalHeap
{
    private const int MaxObject = 16 << 20;

    private readonly Hdf5Space _space;
    private readonly Dictionary<long, byte[]?> _indirect = [];
    private readonly Dictionary<long, (long Address, long Length)> _huge = [];
    private readonly long _maxManaged;
    private readonly int _width;
    private readonly long _start;
    private readonly long _maxDirect;
    private readonly int _offsetBytes;
    private readonly long _root;
    private readonly int _rows;
    private readonly bool _filtered;

    private Hdf5FractalHeap(Hdf5Space space, byte[] head)
    {
        _space = space;
        var cursor = space.Cursor(head);
        cursor.Skip(7);
        _filtered = cursor.U16() > 0;
        cursor.Skip(1);
        _maxManaged = cursor.U32();
        cursor.Skip(space.LengthSize);
        var huge = cursor.Offset();
        cursor.Skip((9L * space.LengthSize) + space.OffsetSize);
        _width = cursor.U16();
        (_start, _maxDirect) = (cursor.Length(), cursor.Length());
        _offsetBytes = (cursor.U16() + 7) / 8;
        cursor.Skip(2);
        _root = cursor.Offset();
        _rows = cursor.U16();
        if (huge == Hdf5Cursor.Undefined) return;
        foreach (var record in Hdf5Tree2.Records(space, huge))
        {
            var entry = space.Cursor(record.Span);
            var (at, length) = (entry.Offset(), entry.Length());
            _huge.TryAdd(entry.Length(), (at, length));
        }
    }

    public static Hdf5FractalHeap? Read(Hdf5Space space, long address)
    {
        var head = space.Take(address, 26 + (12L * space.LengthSize) + (3L * space.OffsetSize), "heap of links or attributes");
        if (head is not null && head.AsSpan().StartsWith("FRHP"u8))
        {
            var heap = new Hdf5FractalHeap(space, head);
            if (!heap._filtered && heap._width is > 0 and <= 1024 && IsPower(heap._start) && IsPower(heap._maxDirect) && heap._offsetBytes is > 0 and <= 8) return heap;
            if (heap._filtered) space.Limit("a heap of links or attributes is compressed, which is not read", address);
            else space.Fault("a heap of links or attributes has impossible sizes", address);
            return null;
        }
        space.Fault("a heap of links or attributes is missing", address);
        return null;
    }

    /// <summary>The object of an id, with its address; null with a fault where it is not there.</summary>
    public (ReadOnlyMemory<byte> Bytes, long Address)? Find(ReadOnlyMemory<byte> id)
    {
        if (id.Length < 2) return null;
        var kind = (id.Span[0] >> 4) & 3;
        if (kind == 2)
        {
            var length = (id.Span[0] & 15) + 1;
            return length < id.Length ? (id.Slice(1, length), 0) : null;
        }
        var cursor = _space.Cursor(id.Span[1..]);
        if (kind == 1)
        {
            var (at, size) = id.Length - 1 >= _space.OffsetSize + _space.LengthSize
                ? (cursor.Offset(), cursor.Length()) : _huge.GetValueOrDefault(cursor.Number(Math.Min(8, id.Length - 1)), (-1, 0));
            return Take(at, size);
        }
        var offset = cursor.Number(_offsetBytes);
        var lengthBytes = Math.Min(Bytes(Math.Min(_maxDirect, _maxManaged)), id.Length - 1 - _offsetBytes);
        return lengthBytes <= 0 ? null : Take(AddressOf(offset), cursor.Number(lengthBytes));
    }

    private (ReadOnlyMemory<byte> Bytes, long Address)? Take(long address, long length)
    {
        if (length is <= 0 or > MaxObject)
        {
            _space.Fault("an object in a heap has an impossible size", address);
            return null;
        }
        return _space.Take(address, length, "object in a heap") is { } bytes ? (bytes, address) : null;
    }

    // The heap is a doubling table: two rows of the first size, then each row's blocks are twice as large.
    private long AddressOf(long offset)
    {
        if (_rows == 0) return offset < 0 || offset > _maxDirect || _root < 0 ? -1 : _root + offset;
        var (block, begin) = (_root, 0L);
        for (var depth = 0; depth < 64; depth++)
        {
            var relative = offset - begin;
            if (relative < 0 || block < 0) return -1;
            var rowSize = _start * _width;
            if (rowSize <= 0) return -1;
            var row = relative < rowSize ? 0 : BitOperations.Log2((ulong)(relative / rowSize)) + 1;
            if (row > 48) return -1;
            var size = row <= 1 ? _start : _start << (row - 1);
            var rowBegin = row == 0 ? 0 : rowSize << (row - 1);
            var column = (relative - rowBegin) / Math.Max(1, size);
            var child = Child(block, (row * (long)_width) + column);
            var childBegin = begin + rowBegin + (column * size);
            if (size <= _maxDirect) return child < 0 ? -1 : child + (offset - childBegin);
            (block, begin) = (child, childBegin);
        }
        return -1;
    }

    private long Child(long block, long index)
    {
        var head = 5 + _space.OffsetSize + _offsetBytes;
        if (!_indirect.TryGetValue(block, out var bytes))
        {
            bytes = _space.Peek(block, head + (64 * 1024));
            if (!bytes.AsSpan().StartsWith("FHIB"u8)) bytes = null;
            _space.Mark(block, head);
            _indirect[block] = bytes;
        }
        var at = head + (index * _space.OffsetSize);
        if (bytes is null || at < 0 || at > bytes.Length - _space.OffsetSize) return -1;
        return _space.Cursor(bytes.AsSpan((int)at)).Offset();
    }

    private static bool IsPower(long value) => value is > 0 and <= 1L << 40 && (value & (value - 1)) == 0;

    private static int Bytes(long limit) => limit <= 0 ? 1 : (BitOperations.Log2((ulong)limit) / 8) + 1;
}
