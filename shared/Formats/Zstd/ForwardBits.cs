namespace Assay.Formats.Zstd;

/// <summary>Bits from the beginning on, the lowest of each byte first.</summary>
internal ref struct ForwardBits(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>Bytes that were begun.</summary>
    public readonly int Bytes => (_at + 7) / 8;

    public uint Take(int bits)
    {
        uint value = 0;
        for (var i = 0; i < bits; i++, _at++)
        {
            if (_at >> 3 >= _bytes.Length) throw new InvalidDataException("An entropy table ends early.");
            value |= (uint)((_bytes[_at >> 3] >> (_at & 7)) & 1) << i;
        }
        return value;
    }

    public void GiveBack() => _at--;
}
