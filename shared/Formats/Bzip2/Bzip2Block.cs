using Assay.Formats.Expansion;

namespace Assay.Formats.Bzip2;

/// <summary>One block: Huffman codes, move to front, Burrows-Wheeler, run lengths.</summary>
internal sealed class Bzip2Block(int size)
{
    private const int MaxTables = 6;
    private const int GroupSize = 50;
    private const int MaxCode = 20;

    private readonly uint[] _chain = new uint[size];
    private readonly Bzip2Code[] _codes = [.. Enumerable.Range(0, MaxTables).Select(_ => new Bzip2Code())];
    private uint _at;
    private int _left;
    private int _last;
    private int _run;

    /// <summary>True where everything was written.</summary>
    public bool IsEmpty => _left == 0;

    public void Read(Bzip2Bits bits)
    {
        if (bits.Flag()) throw new UnsupportedCompressionException("The block is randomised, as no writer has done since 1999.");
        var origin = bits.Take(24);
        Span<byte> order = stackalloc byte[256];
        var symbols = Symbols(bits, order) + 2;
        var tables = (int)bits.Take(3);
        var selectors = Selectors(bits, tables);
        for (var i = 0; i < tables; i++) Lengths(bits, _codes[i], symbols);
        var count = Transform(bits, order, symbols, selectors);
        if (origin >= count) throw new InvalidDataException("A block begins outside of itself.");
        _left = count;
        _at = _chain[origin] >> 8;
        (_last, _run) = (-1, 0);
    }

    /// <summary>Writes up to about <paramref name="most"/> bytes.</summary>
    public void Write(HistoryWindow window, int most)
    {
        for (var end = window.Written + most; _left > 0 && window.Written < end; _left--)
        {
            var entry = _chain[_at];
            _at = entry >> 8;
            var value = (byte)entry;
            if (_run == 4)
            {
                // Behind four equal bytes stands how many more there are.
                for (var i = 0; i < value; i++) window.Put((byte)_last);
                (_run, _last) = (0, -1);
                continue;
            }
            _run = value == _last ? _run + 1 : 1;
            _last = value;
            window.Put(value);
        }
    }

    private static int Symbols(Bzip2Bits bits, Span<byte> order)
    {
        var groups = bits.Take(16);
        var count = 0;
        for (var i = 0; i < 16; i++)
        {
            if ((groups & (0x8000u >> i)) == 0) continue;
            var used = bits.Take(16);
            for (var j = 0; j < 16; j++)
            {
                if ((used & (0x8000u >> j)) != 0) order[count++] = (byte)((i * 16) + j);
            }
        }
        return count > 0 ? count : throw new InvalidDataException("A block uses no symbols.");
    }

    private static byte[] Selectors(Bzip2Bits bits, int tables)
    {
        var count = (int)bits.Take(15);
        if (tables is < 2 or > MaxTables || count == 0) throw new InvalidDataException("A block has no codes.");
        Span<byte> order = [0, 1, 2, 3, 4, 5];
        var selectors = new byte[count];
        foreach (ref var selector in selectors.AsSpan())
        {
            var index = 0;
            while (bits.Flag())
            {
                if (++index >= tables) throw new InvalidDataException("A selector names a code that is not there.");
            }
            selector = order[index];
            order[..index].CopyTo(order[1..]);
            order[0] = selector;
        }
        return selectors;
    }

    private static void Lengths(Bzip2Bits bits, Bzip2Code code, int symbols)
    {
        Span<byte> lengths = stackalloc byte[258];
        var length = (int)bits.Take(5);
        for (var i = 0; i < symbols; i++)
        {
            while (true)
            {
                if (length is < 1 or > MaxCode) throw new InvalidDataException("A code has an impossible length.");
                if (!bits.Flag()) break;
                length += bits.Flag() ? -1 : 1;
            }
            lengths[i] = (byte)length;
        }
        code.Build(lengths[..symbols]);
    }

    private int Transform(Bzip2Bits bits, Span<byte> order, int symbols, byte[] selectors)
    {
        var (count, group, inGroup, run, weight) = (0, 0, 0, 0, 1);
        Span<int> counts = stackalloc int[256];
        Bzip2Code? code = null;
        while (true)
        {
            if (inGroup-- == 0)
            {
                if (group >= selectors.Length) throw new InvalidDataException("A block has too few selectors.");
                code = _codes[selectors[group++]];
                inGroup = GroupSize - 1;
            }
            var symbol = code!.Decode(bits);
            if (symbol <= 1)
            {
                // Runs of the front symbol are numbers in base two with the digits 1 and 2.
                if (weight > size) throw new InvalidDataException("A run is longer than a block.");
                run += weight << symbol;
                weight <<= 1;
                continue;
            }
            if (run > 0)
            {
                if (run > size - count) throw new InvalidDataException("A block is too long.");
                counts[order[0]] += run;
                _chain.AsSpan(count, run).Fill(order[0]);
                count += run;
                (run, weight) = (0, 1);
            }
            if (symbol == symbols - 1) break;
            if (count >= size) throw new InvalidDataException("A block is too long.");
            var value = order[symbol - 1];
            order[..(symbol - 1)].CopyTo(order[1..]);
            order[0] = value;
            counts[value]++;
            _chain[count++] = value;
        }
        var sum = 0;
        for (var i = 0; i < 256; i++)
        {
            (counts[i], sum) = (sum, sum + counts[i]);
        }
        for (var i = 0; i < count; i++) _chain[counts[(byte)_chain[i]]++] |= (uint)i << 8;
        return count;
    }
}
