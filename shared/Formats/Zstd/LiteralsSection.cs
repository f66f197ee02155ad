using System.Buffers.Binary;

namespace Assay.Formats.Zstd;

/// <summary>Reads the literals of a block (RFC 8878, 3.1.1.3.1). Keeps the tree for blocks that use it again.</summary>
internal sealed class LiteralsSection
{
    private readonly byte[] _buffer = new byte[ZstdDecoder.MaxBlock];
    private HuffmanLiterals? _tree;

    /// <summary>The literals; moves <paramref name="block"/> behind them.</summary>
    public ReadOnlySpan<byte> Read(ref ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty) throw new InvalidDataException("A block is empty.");
        var kind = block[0] & 3;
        var format = (block[0] >> 2) & 3;
        return kind < 2 ? Plain(ref block, kind == 1, format) : Compressed(ref block, kind == 3, format);
    }

    private ReadOnlySpan<byte> Plain(ref ReadOnlySpan<byte> block, bool isRun, int format)
    {
        var header = format switch { 1 => 2, 3 => 3, _ => 1 };
        if (block.Length < header) throw new InvalidDataException("A block is cut off.");
        var size = format switch
        {
            1 => (block[0] >> 4) | (block[1] << 4),
            3 => (block[0] >> 4) | (block[1] << 4) | (block[2] << 12),
            _ => block[0] >> 3,
        };
        var stored = isRun ? 1 : size;
        if (size > _buffer.Length || block.Length < header + stored) throw new InvalidDataException("A block is cut off.");
        var literals = _buffer.AsSpan(0, size);
        if (isRun) literals.Fill(block[header]);
        else block.Slice(header, size).CopyTo(literals);
        block = block[(header + stored)..];
        return literals;
    }

    private ReadOnlySpan<byte> Compressed(ref ReadOnlySpan<byte> block, bool usesLastTree, int format)
    {
        var (header, bits) = format switch { 2 => (4, 14), 3 => (5, 18), _ => (3, 10) };
        Span<byte> head = stackalloc byte[8];
        if (block.Length < header) throw new InvalidDataException("A block is cut off.");
        block[..header].CopyTo(head);
        var value = BinaryPrimitives.ReadUInt64LittleEndian(head) >> 4;
        var mask = (1UL << bits) - 1;
        var size = (int)(value & mask);
        var packed = (int)((value >> bits) & mask);
        if (size > _buffer.Length || packed > block.Length - header) throw new InvalidDataException("A block is cut off.");
        var stream = block.Slice(header, packed);
        block = block[(header + packed)..];
        if (!usesLastTree) _tree = HuffmanLiterals.Read(ref stream);
        if (_tree is null) throw new InvalidDataException("A block uses a tree that was never given.");
        var literals = _buffer.AsSpan(0, size);
        if (format == 0) _tree.Decode(stream, literals);
        else Four(_tree, stream, literals);
        return literals;
    }

    private static void Four(HuffmanLiterals tree, ReadOnlySpan<byte> stream, Span<byte> literals)
    {
        if (stream.Length < 6) throw new InvalidDataException("A block is cut off.");
        var part = (literals.Length + 3) / 4;
        var at = 6;
        for (var i = 0; i < 4; i++)
        {
            var length = i < 3 ? BinaryPrimitives.ReadUInt16LittleEndian(stream[(2 * i)..]) : stream.Length - at;
            if (length < 0 || length > stream.Length - at || (i * part) > literals.Length) throw new InvalidDataException("A block is cut off.");
            var target = literals[(i * part)..];
            tree.Decode(stream.Slice(at, length), i < 3 ? target[..Math.Min(part, target.Length)] : target);
            at += length;
        }
    }
}
