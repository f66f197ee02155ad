using System.Numerics;

namespace Assay.Formats.Zstd;

/// <summary>The Huffman code of literals (RFC 8878, 4.2).</summary>
internal sealed class HuffmanLiterals
{
    private const int MaxBits = 11;
    private const int MaxWeightLog = 6;

    private readonly byte[] _symbols;
    private readonly byte[] _lengths;
    private readonly int _bits;

    private HuffmanLiterals(int bits)
    {
        _bits = bits;
        _symbols = new byte[1 << bits];
        _lengths = new byte[1 << bits];
    }

    /// <summary>Reads the description of the tree and moves <paramref name="bytes"/> behind it.</summary>
    public static HuffmanLiterals Read(ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) throw new InvalidDataException("A Huffman tree is missing.");
        var head = bytes[0];
        bytes = bytes[1..];
        Span<byte> weights = stackalloc byte[256];
        int count, size;
        if (head >= 128)
        {
            count = head - 127;
            size = (count + 1) / 2;
            if (size > bytes.Length) throw new InvalidDataException("A Huffman tree is cut off.");
            for (var i = 0; i < count; i++) weights[i] = (byte)((i & 1) == 0 ? bytes[i / 2] >> 4 : bytes[i / 2] & 15);
        }
        else
        {
            size = head;
            if (size > bytes.Length) throw new InvalidDataException("A Huffman tree is cut off.");
            count = Weights(bytes[..size], weights);
        }
        bytes = bytes[size..];
        return Build(weights, count);
    }

    public void Decode(ReadOnlySpan<byte> stream, Span<byte> target)
    {
        var bits = new BackwardBits(stream);
        foreach (ref var literal in target)
        {
            var index = bits.Look(_bits);
            literal = _symbols[index];
            bits.Drop(_lengths[index]);
        }
        if (bits.Left != 0) throw new InvalidDataException("A stream of literals has another length than it states.");
    }

    private static int Weights(ReadOnlySpan<byte> bytes, Span<byte> weights)
    {
        var table = FseTable.Read(ref bytes, MaxWeightLog, 256);
        var bits = new BackwardBits(bytes);
        var (first, second) = (bits.Take(table.Log), bits.Take(table.Log));
        for (var count = 0; count < 254; count++)
        {
            weights[count] = table.Symbol(first);
            // Two states take turns; where the bits run out, the other one has the last word.
            first = table.Next(first, ref bits);
            if (bits.Left < 0)
            {
                weights[count + 1] = table.Symbol(second);
                return count + 2;
            }
            (first, second) = (second, first);
        }
        throw new InvalidDataException("A Huffman tree has too many weights.");
    }

    private static HuffmanLiterals Build(Span<byte> weights, int count)
    {
        var sum = 0;
        foreach (var weight in weights[..count])
        {
            if (weight > MaxBits) throw new InvalidDataException("A Huffman code is too long.");
            if (weight > 0) sum += 1 << (weight - 1);
        }
        if (sum == 0 || count > 255) throw new InvalidDataException("A Huffman tree is empty.");
        var bits = BitOperations.Log2((uint)sum) + 1;
        var left = (1 << bits) - sum;
        if (bits > MaxBits || !BitOperations.IsPow2(left)) throw new InvalidDataException("A Huffman tree does not add up.");
        weights[count++] = (byte)(BitOperations.Log2((uint)left) + 1);
        var table = new HuffmanLiterals(bits);
        var at = 0;
        for (var weight = 1; weight <= bits; weight++)
        {
            for (var symbol = 0; symbol < count; symbol++)
            {
                if (weights[symbol] != weight) continue;
                var cells = 1 << (weight - 1);
                table._symbols.AsSpan(at, cells).Fill((byte)symbol);
                table._lengths.AsSpan(at, cells).Fill((byte)(bits + 1 - weight));
                at += cells;
            }
        }
        return table;
    }
}
