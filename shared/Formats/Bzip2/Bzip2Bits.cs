using Assay.Formats.Expansion;

namespace Assay.Formats.Bzip2;

/// <summary>Bits of bzip2, the highest of each byte first. It never takes a byte that it does not need.</summary>
internal sealed class Bzip2Bits(ByteFeed feed)
{
    private ulong _bits;
    private int _count;

    public uint Take(int bits)
    {
        while (_count < bits)
        {
            _bits = (_bits << 8) | feed.Byte();
            _count += 8;
        }
        _count -= bits;
        return (uint)(_bits >> _count) & (uint)((1UL << bits) - 1);
    }

    public bool Flag() => Take(1) != 0;

    /// <summary>Leaves the rest of the current byte.</summary>
    public void Align() => _count = 0;
}
