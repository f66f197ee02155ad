using System.Buffers.Binary;

namespace Assay.Formats.Xz;

/// <summary>CALL and JMP of x86, as the reference filter decides which of them are real.</summary>
internal sealed class X86Branches : IBranchConverter
{
    private uint _mask;

    private static ReadOnlySpan<byte> Allowed => [1, 1, 1, 0, 1, 0, 0, 0];

    private static ReadOnlySpan<byte> BitNumber => [0, 1, 2, 2, 3, 3, 3, 3];

    public int Convert(Span<byte> code, uint position)
    {
        if (code.Length < 5) return 0;
        position += 5;
        var at = 0;
        var previous = -1;
        var limit = code.Length - 4;
        while (true)
        {
            while (at < limit && (code[at] & 0xfe) != 0xe8) at++;
            if (at >= limit) break;
            var gap = at - previous;
            _mask = gap > 3 ? 0 : (_mask << (gap - 1)) & 7;
            previous = at;
            if ((_mask != 0 && (Allowed[(int)_mask] == 0 || IsSign(code[at + 4 - BitNumber[(int)_mask]]))) || !IsSign(code[at + 4]))
            {
                _mask = ((_mask << 1) & 7) | 1;
                at++;
                continue;
            }
            var target = Relative(BinaryPrimitives.ReadUInt32LittleEndian(code[(at + 1)..]), position + (uint)at);
            // The uppermost byte only repeats the sign.
            BinaryPrimitives.WriteUInt32LittleEndian(code[(at + 1)..], (target & 0x1ffffff) | (0 - (target & 0x1000000)));
            at += 5;
        }
        var rest = at - previous;
        _mask = rest > 3 ? 0 : (_mask << (rest - 1)) & 7;
        return at;
    }

    private uint Relative(uint source, uint position)
    {
        while (true)
        {
            var target = source - position;
            if (_mask == 0) return target;
            var index = BitNumber[(int)_mask] * 8;
            if (!IsSign((byte)(target >> (24 - index)))) return target;
            source = target ^ ((1u << (32 - index)) - 1);
        }
    }

    private static bool IsSign(byte b) => b is 0 or 0xff;
}
