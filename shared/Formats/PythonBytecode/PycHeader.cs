using System.Buffers.Binary;

namespace Assay.Formats.PythonBytecode;

/// <summary>The start of a .pyc file: a number for the interpreter's version, flags, and where the code begins.</summary>
/// <param name="Version">Minor version of Python 3; 0 where the number is of none of them.</param>
/// <param name="CodeOffset">Where the marshalled code begins.</param>
public readonly record struct PycHeader(int Version, int CodeOffset)
{
    private const int MaxMagic = 3999;

    // First number of each version's range, alphas and betas included; see the list of magic numbers in CPython's importlib.
    private static readonly (int Magic, int Version)[] Versions =
        [(3360, 6), (3390, 7), (3400, 8), (3420, 9), (3430, 10), (3450, 11), (3500, 12), (3550, 13), (3600, 14), (3650, 15)];

    /// <summary>The header; null where the bytes are no .pyc file.</summary>
    public static PycHeader? Read(ReadOnlySpan<byte> head)
    {
        if (head.Length < 18 || head[2] != '\r' || head[3] != '\n') return null;
        var magic = BinaryPrimitives.ReadUInt16LittleEndian(head);
        if (magic is >= 62000 and < 62300 && IsCode(head[8])) return new(0, 8);
        if (magic is < 3000 or > MaxMagic) return null;
        var version = 0;
        foreach (var (first, number) in Versions)
        {
            if (magic >= first) version = number;
        }
        // Flags were added with 3.7.
        var offset = version >= 7 ? 16 : 12;
        return IsCode(head[offset]) ? new(version, offset) : null;
    }

    private static bool IsCode(byte type) => (type & 0x7f) == 'c';
}
