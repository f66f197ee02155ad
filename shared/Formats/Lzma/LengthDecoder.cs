namespace Assay.Formats.Lzma;

/// <summary>Lengths of LZMA's matches.</summary>
internal sealed class LengthDecoder
{
    private readonly ushort[] _choice = new ushort[2];
    private readonly ushort[] _low = new ushort[16 << 3];
    private readonly ushort[] _middle = new ushort[16 << 3];
    private readonly ushort[] _high = new ushort[256];

    public void Reset()
    {
        Array.Fill(_choice, RangeDecoder.Even);
        Array.Fill(_low, RangeDecoder.Even);
        Array.Fill(_middle, RangeDecoder.Even);
        Array.Fill(_high, RangeDecoder.Even);
    }

    public int Decode(RangeDecoder range, int positionState)
    {
        if (range.Bit(ref _choice[0]) == 0) return range.Tree(_low.AsSpan(positionState << 3, 8), 3);
        if (range.Bit(ref _choice[1]) == 0) return 8 + range.Tree(_middle.AsSpan(positionState << 3, 8), 3);
        return 16 + range.Tree(_high, 8);
    }
}
