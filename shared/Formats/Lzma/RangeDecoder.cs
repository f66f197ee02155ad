using Assay.Formats.Expansion;

namespace Assay.Formats.Lzma;

/// <summary>The arithmetic decoder under LZMA.</summary>
internal sealed class RangeDecoder(ByteFeed feed)
{
    private const int ModelBits = 11;
    private const int MoveBits = 5;
    private const uint Top = 1u << 24;

    /// <summary>What every probability begins as.</summary>
    public const ushort Even = 1 << (ModelBits - 1);

    private uint _range;
    private uint _code;

    public long Position => feed.Position;

    public void Begin()
    {
        if (feed.Byte() != 0) throw new InvalidDataException("LZMA data does not begin with a zero.");
        _range = uint.MaxValue;
        _code = 0;
        for (var i = 0; i < 4; i++) _code = (_code << 8) | feed.Byte();
    }

    public int Bit(ref ushort probability)
    {
        if (_range < Top)
        {
            _range <<= 8;
            _code = (_code << 8) | feed.Byte();
        }
        var bound = (_range >> ModelBits) * probability;
        if (_code < bound)
        {
            _range = bound;
            probability += (ushort)(((1 << ModelBits) - probability) >> MoveBits);
            return 0;
        }
        _range -= bound;
        _code -= bound;
        probability -= (ushort)(probability >> MoveBits);
        return 1;
    }

    /// <summary>Bits without a model, all equally likely.</summary>
    public uint Direct(int bits)
    {
        uint result = 0;
        for (; bits > 0; bits--)
        {
            if (_range < Top)
            {
                _range <<= 8;
                _code = (_code << 8) | feed.Byte();
            }
            _range >>= 1;
            _code -= _range;
            var mask = 0 - (_code >> 31);
            _code += _range & mask;
            result = (result << 1) + mask + 1;
        }
        return result;
    }

    public int Tree(Span<ushort> probabilities, int bits)
    {
        var symbol = 1;
        for (var i = 0; i < bits; i++) symbol = (symbol << 1) | Bit(ref probabilities[symbol]);
        return symbol - (1 << bits);
    }

    public int ReverseTree(Span<ushort> probabilities, int bits)
    {
        int symbol = 1, result = 0;
        for (var i = 0; i < bits; i++)
        {
            var bit = Bit(ref probabilities[symbol]);
            symbol = (symbol << 1) | bit;
            result |= bit << i;
        }
        return result;
    }

    /// <summary>The last step that encoders flush.</summary>
    public void Normalize()
    {
        if (_range >= Top) return;
        _range <<= 8;
        _code = (_code << 8) | feed.Byte();
    }
}
