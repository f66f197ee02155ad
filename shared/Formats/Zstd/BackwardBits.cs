using System.Buffers.Binary;

namespace Assay.Formats.Zstd;

/// <summary>Bits of zstd's entropy streams, which are read from the end to the beginning. Before the beginning all bits are zero.</summary>
internal ref struct BackwardBits
{
    private readonly ReadOnlySpan<byte> _bytes;
    private long _at;

    public BackwardBits(ReadOnlySpan<byte> bytes)
    {
        // The highest bit that is set only says where the stream ends.
        if (bytes.IsEmpty || bytes[^1] == 0) throw new InvalidDataException("An entropy stream has no end mark.");
        _bytes = bytes;
        _at = (bytes.Length * 8L) - 1 - System.Numerics.BitOperations.LeadingZeroCount((uint)bytes[^1]) + 24;
    }

    /// <summary>Bits that are left; negative where more were taken than there are.</summary>
    public readonly long Left => _at;

    public uint Take(int bits)
    {
        _at -= bits;
        return Slice(_at, bits);
    }

    public readonly uint Look(int bits) => Slice(_at - bits, bits);

    public void Drop(int bits) => _at -= bits;

    private readonly uint Slice(long start, int bits)
    {
        if (bits == 0) return 0;
        if (start < 0) return start <= -bits ? 0 : Slice(0, bits + (int)start) << (int)-start;
        var first = (int)(start >> 3);
        var word = first + 8 <= _bytes.Length ? BinaryPrimitives.ReadUInt64LittleEndian(_bytes[first..]) : Tail(first);
        return (uint)((word >> (int)(start & 7)) & ((1UL << bits) - 1));
    }

    private readonly ulong Tail(int first)
    {
        ulong word = 0;
        for (var i = _bytes.Length - 1; i >= first; i--) word = (word << 8) | _bytes[i];
        return word;
    }
}
