using System.Buffers.Binary;

namespace Assay.Formats.PythonBytecode;

/// <summary>
/// Recognises what <c>marshal.dumps</c> writes for a code object, which is a .pyc file without its header: small counts, flags, and then a byte string that
/// is the instructions. Chance has no part in twenty bytes of that kind.
/// </summary>
public static class MarshalShape
{
    /// <summary>Bytes that are needed to tell.</summary>
    public const int HeadSize = 32;

    private const int MaxCount = 256;
    private const int MaxStack = 1 << 16;
    private const int MaxFlags = 1 << 26;
    private const int MaxInstructions = 1 << 26;

    /// <summary>True where a code object begins, of Python 3.8 to 3.10 (six numbers), or of another version (five).</summary>
    public static bool Looks(ReadOnlySpan<byte> head) =>
        head.Length >= HeadSize && (head[0] & 0x7f) == 'c' && (IsCode(head[1..], 5) || IsCode(head[1..], 6));

    private static bool IsCode(ReadOnlySpan<byte> bytes, int numbers)
    {
        for (var i = 0; i < numbers; i++)
        {
            var max = i == numbers - 1 ? MaxFlags : i < 2 ? MaxCount : MaxStack;
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * i)..]) >= max) return false;
        }
        var text = bytes[(4 * numbers)..];
        return (text[0] & 0x7f) == 's' && BinaryPrimitives.ReadInt32LittleEndian(text[1..]) is > 1 and < MaxInstructions;
    }
}
