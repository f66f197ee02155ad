using Assay.Formats.Expansion;

namespace Assay.Formats.Lzma;

/// <summary>LZMA's symbols: literals, matches and repeated matches, with their probabilities.</summary>
internal sealed class LzmaModel(RangeDecoder range)
{
    private const int States = 12;
    private const int MinMatch = 2;

    private readonly ushort[] _isMatch = new ushort[States << 4];
    private readonly ushort[] _isRepeat = new ushort[States];
    private readonly ushort[] _isRepeat0 = new ushort[States];
    private readonly ushort[] _isRepeat1 = new ushort[States];
    private readonly ushort[] _isRepeat2 = new ushort[States];
    private readonly ushort[] _isRepeat0Long = new ushort[States << 4];
    private readonly ushort[] _slots = new ushort[4 << 6];
    private readonly ushort[] _special = new ushort[128];
    private readonly ushort[] _align = new ushort[16];
    private readonly LengthDecoder _matchLength = new();
    private readonly LengthDecoder _repeatLength = new();
    private ushort[] _literals = [];
    private int _contextBits;
    private int _positionMask;
    private int _literalMask;
    private int _state;
    private uint _repeat0, _repeat1, _repeat2, _repeat3;

    /// <summary>Bytes of a match that found no room and have to be copied first.</summary>
    public int Left { get; private set; }

    /// <summary>Sets lc, lp and pb from their common byte; false where no encoder writes such.</summary>
    public bool TrySet(byte properties)
    {
        if (properties >= 9 * 5 * 5) return false;
        _contextBits = properties % 9;
        var literalBits = properties / 9 % 5;
        _literalMask = (1 << literalBits) - 1;
        _positionMask = (1 << (properties / 45)) - 1;
        _literals = new ushort[0x300 << (_contextBits + literalBits)];
        return true;
    }

    public void Reset()
    {
        foreach (var probabilities in (ReadOnlySpan<ushort[]>)[
            _isMatch, _isRepeat, _isRepeat0, _isRepeat1, _isRepeat2, _isRepeat0Long, _slots, _special, _align, _literals])
        {
            Array.Fill(probabilities, RangeDecoder.Even);
        }
        _matchLength.Reset();
        _repeatLength.Reset();
        _state = 0;
        (_repeat0, _repeat1, _repeat2, _repeat3) = (0, 0, 0, 0);
        Left = 0;
    }

    /// <summary>Decodes until <paramref name="limit"/> bytes are made; false at an end marker. <paramref name="start"/> is where positions count from.</summary>
    public bool Run(HistoryWindow window, long limit, long start)
    {
        while (window.Written < limit)
        {
            if (Left > 0)
            {
                var part = (int)Math.Min(Left, limit - window.Written);
                window.Copy((long)_repeat0 + 1, part);
                Left -= part;
                continue;
            }
            var position = (int)(window.Written - start);
            var positionState = position & _positionMask;
            if (range.Bit(ref _isMatch[(_state << 4) + positionState]) == 0)
            {
                Literal(window, position);
                continue;
            }
            if (range.Bit(ref _isRepeat[_state]) != 0)
            {
                if (!Repeat(positionState))
                {
                    window.Put(window.Back((long)_repeat0 + 1));
                    continue;
                }
            }
            else
            {
                (_repeat3, _repeat2, _repeat1) = (_repeat2, _repeat1, _repeat0);
                Left = _matchLength.Decode(range, positionState);
                _state = _state < 7 ? 7 : 10;
                _repeat0 = Distance(Math.Min(Left, 3));
                if (_repeat0 == uint.MaxValue)
                {
                    Left = 0;
                    return false;
                }
            }
            Left += MinMatch;
        }
        return true;
    }

    private void Literal(HistoryWindow window, int position)
    {
        var context = ((position & _literalMask) << _contextBits) + (window.Last >> (8 - _contextBits));
        var probabilities = _literals.AsSpan(0x300 * context, 0x300);
        var symbol = 1;
        if (_state >= 7)
        {
            var match = (int)window.Back((long)_repeat0 + 1);
            do
            {
                var matchBit = (match >> 7) & 1;
                match <<= 1;
                var bit = range.Bit(ref probabilities[((1 + matchBit) << 8) + symbol]);
                symbol = (symbol << 1) | bit;
                if (matchBit != bit) break;
            }
            while (symbol < 0x100);
        }
        while (symbol < 0x100) symbol = (symbol << 1) | range.Bit(ref probabilities[symbol]);
        window.Put((byte)symbol);
        _state = _state < 4 ? 0 : _state < 10 ? _state - 3 : _state - 6;
    }

    // False: a single byte from the last distance.
    private bool Repeat(int positionState)
    {
        if (range.Bit(ref _isRepeat0[_state]) == 0)
        {
            if (range.Bit(ref _isRepeat0Long[(_state << 4) + positionState]) == 0)
            {
                _state = _state < 7 ? 9 : 11;
                return false;
            }
        }
        else
        {
            uint distance;
            if (range.Bit(ref _isRepeat1[_state]) == 0) distance = _repeat1;
            else
            {
                if (range.Bit(ref _isRepeat2[_state]) == 0) distance = _repeat2;
                else (distance, _repeat3) = (_repeat3, _repeat2);
                _repeat2 = _repeat1;
            }
            (_repeat1, _repeat0) = (_repeat0, distance);
        }
        Left = _repeatLength.Decode(range, positionState);
        _state = _state < 7 ? 8 : 11;
        return true;
    }

    private uint Distance(int lengthState)
    {
        var slot = range.Tree(_slots.AsSpan(lengthState << 6, 64), 6);
        if (slot < 4) return (uint)slot;
        var bits = (slot >> 1) - 1;
        var distance = (2u | ((uint)slot & 1)) << bits;
        if (slot < 14) return distance + (uint)range.ReverseTree(_special.AsSpan((int)distance - slot), bits);
        distance += range.Direct(bits - 4) << 4;
        return distance + (uint)range.ReverseTree(_align, 4);
    }
}
