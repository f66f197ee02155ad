using System.Numerics;

namespace Assay.Formats.Zstd;

/// <summary>A finite state entropy table (RFC 8878, 4.1).</summary>
internal sealed class FseTable
{
    private const int MaxSymbols = 256;

    private readonly byte[] _symbols;
    private readonly byte[] _bits;
    private readonly ushort[] _next;

    private FseTable(int log)
    {
        Log = log;
        _symbols = new byte[1 << log];
        _bits = new byte[1 << log];
        _next = new ushort[1 << log];
    }

    /// <summary>Bits of a state.</summary>
    public int Log { get; }

    public byte Symbol(uint state) => _symbols[state];

    public uint Next(uint state, ref BackwardBits bits) => _next[state] + bits.Take(_bits[state]);

    /// <summary>A table with one symbol only.</summary>
    public static FseTable Of(byte symbol)
    {
        var table = new FseTable(0);
        table._symbols[0] = symbol;
        return table;
    }

    /// <summary>Reads the distribution and moves <paramref name="bytes"/> behind it.</summary>
    public static FseTable Read(ref ReadOnlySpan<byte> bytes, int maxLog, int symbols)
    {
        var bits = new ForwardBits(bytes);
        var log = (int)bits.Take(4) + 5;
        if (log > maxLog) throw new InvalidDataException("An entropy table is too large.");
        Span<short> counts = stackalloc short[MaxSymbols];
        var remaining = 1 << log;
        var symbol = 0;
        while (remaining > 0)
        {
            if (symbol >= symbols) throw new InvalidDataException("An entropy table has too many symbols.");
            var width = BitOperations.Log2((uint)remaining + 1) + 1;
            var value = (int)bits.Take(width);
            var low = (1 << (width - 1)) - 1;
            var threshold = (1 << width) - 1 - (remaining + 1);
            if ((value & low) < threshold)
            {
                bits.GiveBack();
                value &= low;
            }
            else if (value > low) value -= threshold;
            var count = value - 1;
            remaining -= Math.Abs(count);
            counts[symbol++] = (short)count;
            if (count != 0) continue;
            uint repeat;
            do
            {
                repeat = bits.Take(2);
                symbol += (int)repeat;
                if (symbol > symbols) throw new InvalidDataException("An entropy table has too many symbols.");
            }
            while (repeat == 3);
        }
        if (remaining < 0) throw new InvalidDataException("An entropy table does not add up.");
        bytes = bytes[bits.Bytes..];
        return Build(log, counts[..symbol]);
    }

    public static FseTable Build(int log, ReadOnlySpan<short> counts)
    {
        var table = new FseTable(log);
        var size = 1 << log;
        var high = size;
        Span<ushort> states = stackalloc ushort[MaxSymbols];
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] != -1) continue;
            table._symbols[--high] = (byte)symbol;
            states[symbol] = 1;
        }
        var step = (size >> 1) + (size >> 3) + 3;
        var at = 0;
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] <= 0) continue;
            states[symbol] = (ushort)counts[symbol];
            for (var i = 0; i < counts[symbol]; i++)
            {
                table._symbols[at] = (byte)symbol;
                do at = (at + step) & (size - 1);
                while (at >= high);
            }
        }
        for (var i = 0; i < size; i++)
        {
            var state = states[table._symbols[i]]++;
            var bits = log - BitOperations.Log2(state);
            table._bits[i] = (byte)bits;
            table._next[i] = (ushort)((state << bits) - size);
        }
        return table;
    }
}
