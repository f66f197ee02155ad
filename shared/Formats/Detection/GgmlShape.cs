using System.Buffers.Binary;

namespace Assay.Formats.Detection;

/// <summary>The formats before GGUF: a number whose bytes, read little end first, spell ggml, ggmf, ggjt or ggla.</summary>
internal static class GgmlShape
{
    public static bool Looks(ReadOnlySpan<byte> head)
    {
        if (head.Length < 8) return false;
        // Three of the four count their versions; the fourth has none. Text that begins with the same letters goes on with letters.
        if (head.StartsWith("lmgg"u8)) return head[6] < 0x20 && head[7] < 0x20;
        if (head.StartsWith("fmgg"u8) || head.StartsWith("tjgg"u8) || head.StartsWith("algg"u8)) return BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) is > 0 and < 256;
        return false;
    }
}
