using System.Buffers.Binary;
using Assay.Formats.Expansion;

namespace Assay.Formats.Deflate;

/// <summary>
/// Expands deflate (RFC 1951) and Deflate64. Unlike the framework's it says where the compressed data ended, and that it was cut off.
/// </summary>
internal sealed class InflateStream(ByteFeed feed, bool wide = false) : WindowedDecoder(new(wide ? 1 << 16 : 1 << 15))
{
    private const int MaxLiterals = 288;
    private const int MaxDistances = 32;

    private static ReadOnlySpan<ushort> LengthBase =>
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static ReadOnlySpan<byte> LengthBits => [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static ReadOnlySpan<byte> CodeOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly HuffmanTable _literals = new();
    private readonly HuffmanTable _distances = new();
    private ulong _bits;
    private int _count;
    private bool _last;
    private bool _inBlock;
    private int _stored;

    public override long Consumed => feed.Position;

    protected override void Step()
    {
        if (!_inBlock)
        {
            if (_last) Finish();
            else Begin();
        }
        else if (_stored >= 0) CopyStored();
        else Codes();
    }

    // Bytes that were looked at and not used belong to whatever follows.
    private void Finish()
    {
        feed.GiveBack(_count / 8);
        _count = 0;
        _bits = 0;
        Done = true;
    }

    private void Begin()
    {
        _last = Take(1) == 1;
        switch (Take(2))
        {
            case 0:
                Take(_count & 7);
                var length = Take(16);
                if (Take(16) != (length ^ 0xffff)) throw new InvalidDataException("A stored block states two lengths.");
                _stored = length;
                break;
            case 1:
                _stored = -1;
                FixedCodes();
                break;
            case 2:
                _stored = -1;
                DynamicCodes();
                break;
            default:
                throw new InvalidDataException("A block has an unknown type.");
        }
        _inBlock = true;
    }

    private void CopyStored()
    {
        Span<byte> bytes = stackalloc byte[4096];
        while (_stored > 0 && Window.Pending < Chunk)
        {
            if (_count >= 8)
            {
                Window.Put((byte)Take(8));
                _stored--;
                continue;
            }
            var part = bytes[..Math.Min(_stored, bytes.Length)];
            var read = feed.Some(part);
            Window.Put(part[..read]);
            _stored -= read;
            if (read < part.Length) throw new InvalidDataException("The compressed data ends early.");
        }
        if (_stored == 0) _inBlock = false;
    }

    private void Codes()
    {
        while (Window.Pending < Chunk)
        {
            var symbol = Symbol(_literals);
            if (symbol < 256)
            {
                Window.Put((byte)symbol);
                continue;
            }
            if (symbol == 256)
            {
                _inBlock = false;
                return;
            }
            if (symbol > 285) throw new InvalidDataException("A length does not exist.");
            var length = wide && symbol == 285 ? 3 + Take(16) : LengthBase[symbol - 257] + Take(LengthBits[symbol - 257]);
            var slot = Symbol(_distances);
            if (slot > (wide ? 31 : 29)) throw new InvalidDataException("A distance does not exist.");
            var extra = slot < 4 ? 0 : (slot >> 1) - 1;
            Window.Copy((slot < 4 ? slot : (2 + (slot & 1)) << extra) + 1 + Take(extra), length);
        }
    }

    private void FixedCodes()
    {
        Span<byte> lengths = stackalloc byte[MaxLiterals];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        _literals.Build(lengths, mayBeIncomplete: false);
        lengths[..MaxDistances].Fill(5);
        _distances.Build(lengths[..MaxDistances], mayBeIncomplete: false);
    }

    private void DynamicCodes()
    {
        var literals = Take(5) + 257;
        var distances = Take(5) + 1;
        var codes = Take(4) + 4;
        if (literals > 286) throw new InvalidDataException("There are too many literal codes.");
        Span<byte> lengths = stackalloc byte[MaxLiterals + MaxDistances];
        for (var i = 0; i < codes; i++) lengths[CodeOrder[i]] = (byte)Take(3);
        _literals.Build(lengths[..19], mayBeIncomplete: false);
        lengths.Clear();
        for (var at = 0; at < literals + distances;)
        {
            var symbol = Symbol(_literals);
            if (symbol < 16)
            {
                lengths[at++] = (byte)symbol;
                continue;
            }
            if (symbol == 16 && at == 0) throw new InvalidDataException("A length is repeated before there is one.");
            var value = symbol == 16 ? lengths[at - 1] : (byte)0;
            var times = symbol switch { 16 => 3 + Take(2), 17 => 3 + Take(3), _ => 11 + Take(7) };
            if (at + times > literals + distances) throw new InvalidDataException("There are too many code lengths.");
            lengths.Slice(at, times).Fill(value);
            at += times;
        }
        if (lengths[256] == 0) throw new InvalidDataException("A block cannot end.");
        _literals.Build(lengths[..literals], mayBeIncomplete: true);
        _distances.Build(lengths.Slice(literals, distances), mayBeIncomplete: true);
    }

    private int Symbol(HuffmanTable table)
    {
        if (_count < HuffmanTable.MaxLength) Refill();
        var symbol = table.Decode(_bits, out var length);
        if (length > _count) throw new InvalidDataException("The compressed data ends early.");
        _bits >>= length;
        _count -= length;
        return symbol;
    }

    private int Take(int bits)
    {
        if (_count < bits) Refill();
        if (_count < bits) throw new InvalidDataException("The compressed data ends early.");
        var value = (int)(_bits & ((1UL << bits) - 1));
        _bits >>= bits;
        _count -= bits;
        return value;
    }

    private void Refill()
    {
        var buffered = feed.Buffered;
        if (buffered.Length >= 8)
        {
            var bytes = (63 - _count) >> 3;
            _bits |= (BinaryPrimitives.ReadUInt64LittleEndian(buffered) & ((1UL << (bytes * 8)) - 1)) << _count;
            feed.Skip(bytes);
            _count += bytes * 8;
            return;
        }
        while (_count <= 48)
        {
            var b = feed.TryByte();
            if (b < 0) return;
            _bits |= (ulong)(uint)b << _count;
            _count += 8;
        }
    }
}
