namespace Assay.Formats.Deflate;

/// <summary>A canonical Huffman code with lengths up to 15: short codes by one look-up, long ones bit by bit.</summary>
internal sealed class HuffmanTable
{
    public const int MaxLength = 15;
    private const int FastBits = 10;

    private readonly ushort[] _fast = new ushort[1 << FastBits];
    private readonly int[] _count = new int[MaxLength + 1];
    private readonly ushort[] _symbols = new ushort[288 + 32];

    /// <summary>Takes in the lengths of all symbols' codes.</summary>
    /// <param name="lengths">0 for a symbol without a code.</param>
    /// <param name="mayBeIncomplete">A code with one symbol, or with none, is allowed for distances.</param>
    public void Build(ReadOnlySpan<byte> lengths, bool mayBeIncomplete)
    {
        Array.Clear(_fast);
        Array.Clear(_count);
        foreach (var length in lengths) _count[length]++;
        _count[0] = 0;
        var left = 1;
        for (var length = 1; length <= MaxLength; length++)
        {
            left = (left << 1) - _count[length];
            if (left < 0) throw new InvalidDataException("A Huffman code has too many symbols.");
        }
        if (left > 0 && !mayBeIncomplete) throw new InvalidDataException("A Huffman code is incomplete.");
        Span<int> offsets = stackalloc int[MaxLength + 2];
        Span<int> next = stackalloc int[MaxLength + 2];
        var code = 0;
        for (var length = 1; length <= MaxLength; length++)
        {
            offsets[length + 1] = offsets[length] + _count[length];
            next[length] = code;
            code = (code + _count[length]) << 1;
        }
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            var length = lengths[symbol];
            if (length == 0) continue;
            _symbols[offsets[length]++] = (ushort)symbol;
            var own = next[length]++;
            if (length > FastBits) continue;
            for (var at = Reverse(own, length); at < _fast.Length; at += 1 << length) _fast[at] = (ushort)((symbol << 4) | length);
        }
    }

    /// <summary>The symbol that the lowest bits of <paramref name="bits"/> begin with, and the length of its code.</summary>
    public int Decode(ulong bits, out int length)
    {
        var entry = _fast[bits & ((1 << FastBits) - 1)];
        if (entry != 0)
        {
            length = entry & 15;
            return entry >> 4;
        }
        int code = 0, first = 0, index = 0;
        for (length = 1; length <= MaxLength; length++)
        {
            code |= (int)(bits & 1);
            bits >>= 1;
            var count = _count[length];
            if (code - count < first) return _symbols[index + (code - first)];
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        throw new InvalidDataException("A Huffman code does not exist.");
    }

    private static int Reverse(int code, int length)
    {
        var reversed = 0;
        for (; length > 0; length--, code >>= 1) reversed = (reversed << 1) | (code & 1);
        return reversed;
    }
}
