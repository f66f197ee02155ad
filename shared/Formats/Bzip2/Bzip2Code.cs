namespace Assay.Formats.Bzip2;

/// <summary>A canonical Huffman code with lengths up to 20.</summary>
internal sealed class Bzip2Code
{
    private const int MaxLength = 20;

    private readonly int[] _limit = new int[MaxLength + 2];
    private readonly int[] _offset = new int[MaxLength + 2];
    private readonly ushort[] _symbols = new ushort[258];
    private int _shortest;

    public void Build(ReadOnlySpan<byte> lengths)
    {
        var (code, index) = (0, 0);
        _shortest = 0;
        for (var length = 1; length <= MaxLength; length++)
        {
            var first = index;
            for (var symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length) _symbols[index++] = (ushort)symbol;
            }
            if (index > first && _shortest == 0) _shortest = length;
            _offset[length] = first - code;
            code += index - first;
            _limit[length] = code;
            code <<= 1;
        }
    }

    public int Decode(Bzip2Bits bits)
    {
        var code = (int)bits.Take(_shortest);
        for (var length = _shortest; length <= MaxLength; length++)
        {
            if (code < _limit[length])
            {
                var index = code + _offset[length];
                return (uint)index < (uint)_symbols.Length ? _symbols[index] : throw new InvalidDataException("A Huffman code does not exist.");
            }
            code = (code << 1) | (int)bits.Take(1);
        }
        throw new InvalidDataException("A Huffman code does not exist.");
    }
}
