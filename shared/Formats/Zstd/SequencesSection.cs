using Assay.Formats.Expansion;

namespace Assay.Formats.Zstd;

/// <summary>Reads and carries out the sequences of a block (RFC 8878, 3.1.1.3.2). Keeps tables and offsets from block to block.</summary>
internal sealed class SequencesSection
{
    private const int MaxLengthLog = 9;
    private const int MaxOffsetLog = 8;
    private const int MaxOffsetCode = 31;

    private static readonly FseTable DefaultLiterals = FseTable.Build(6,
        [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1]);

    private static readonly FseTable DefaultMatches = FseTable.Build(6,
        [1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            -1, -1, -1, -1, -1, -1, -1]);

    private static readonly FseTable DefaultOffsets = FseTable.Build(5,
        [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1]);

    private FseTable? _literals;
    private FseTable? _offsets;
    private FseTable? _matches;
    private long _repeat1 = 1, _repeat2 = 4, _repeat3 = 8;

    private static ReadOnlySpan<int> LiteralBase =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536,
    ];

    private static ReadOnlySpan<byte> LiteralBits =>
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    private static ReadOnlySpan<int> MatchBase =>
    [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34,
        35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539,
    ];

    private static ReadOnlySpan<byte> MatchBits =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
    ];

    public void Run(ReadOnlySpan<byte> block, ReadOnlySpan<byte> literals, HistoryWindow window)
    {
        var end = window.Written + ZstdDecoder.MaxBlock;
        var count = Count(ref block);
        if (count > 0)
        {
            var modes = Byte(ref block);
            _literals = Table(modes >> 6, ref block, _literals, DefaultLiterals, MaxLengthLog, LiteralBase.Length);
            _offsets = Table((modes >> 4) & 3, ref block, _offsets, DefaultOffsets, MaxOffsetLog, MaxOffsetCode + 1);
            _matches = Table((modes >> 2) & 3, ref block, _matches, DefaultMatches, MaxLengthLog, MatchBase.Length);
            var bits = new BackwardBits(block);
            var (literal, offset, match) = (bits.Take(_literals.Log), bits.Take(_offsets.Log), bits.Take(_matches.Log));
            for (; count > 0; count--)
            {
                var offsetCode = _offsets.Symbol(offset);
                var matchCode = _matches.Symbol(match);
                var literalCode = _literals.Symbol(literal);
                if (offsetCode > MaxOffsetCode || matchCode >= MatchBase.Length || literalCode >= LiteralBase.Length)
                    throw new InvalidDataException("A sequence has an unknown code.");
                var value = (1L << offsetCode) + bits.Take(offsetCode);
                var length = MatchBase[matchCode] + (int)bits.Take(MatchBits[matchCode]);
                var run = LiteralBase[literalCode] + (int)bits.Take(LiteralBits[literalCode]);
                if (bits.Left < 0 || run > literals.Length || length + run > end - window.Written) throw new InvalidDataException("A sequence does not fit its block.");
                window.Put(literals[..run]);
                literals = literals[run..];
                window.Copy(Offset(value, run == 0), length);
                if (count == 1) break;
                literal = _literals.Next(literal, ref bits);
                match = _matches.Next(match, ref bits);
                offset = _offsets.Next(offset, ref bits);
            }
        }
        if (literals.Length > end - window.Written) throw new InvalidDataException("A block is too long.");
        window.Put(literals);
    }

    private long Offset(long value, bool noLiterals)
    {
        if (value > 3)
        {
            (_repeat3, _repeat2, _repeat1) = (_repeat2, _repeat1, value - 3);
            return _repeat1;
        }
        switch (value - (noLiterals ? 0 : 1))
        {
            case 0:
                break;
            case 1:
                (_repeat1, _repeat2) = (_repeat2, _repeat1);
                break;
            case 2:
                (_repeat1, _repeat2, _repeat3) = (_repeat3, _repeat1, _repeat2);
                break;
            default:
                (_repeat1, _repeat2, _repeat3) = (_repeat1 - 1, _repeat1, _repeat2);
                break;
        }
        return _repeat1;
    }

    private static int Count(ref ReadOnlySpan<byte> block)
    {
        var first = Byte(ref block);
        if (first < 128) return first;
        var second = Byte(ref block);
        return first < 255 ? ((first - 128) << 8) + second : second + (Byte(ref block) << 8) + 0x7f00;
    }

    private static FseTable Table(int mode, ref ReadOnlySpan<byte> block, FseTable? last, FseTable common, int maxLog, int symbols) => mode switch
    {
        0 => common,
        1 => FseTable.Of(Byte(ref block)),
        2 => FseTable.Read(ref block, maxLog, symbols),
        _ => last ?? throw new InvalidDataException("A block uses a table that was never given."),
    };

    private static byte Byte(ref ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty) throw new InvalidDataException("A block is cut off.");
        var b = block[0];
        block = block[1..];
        return b;
    }
}
