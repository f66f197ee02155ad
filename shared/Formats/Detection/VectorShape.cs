using System.Buffers.Binary;
using System.Buffers.Text;
using Assay.Contracts.Values;

namespace Assay.Formats.Detection;

/// <summary>Formats that are a short head and then nothing but numbers: the head has to fit the file's length.</summary>
internal static class VectorShape
{
    private const int NcnnMagic = 7767517;
    private const int MaxWord = 4096;

    /// <summary>The format; null for anything else.</summary>
    public static string? Find(ByteSource source, ReadOnlySpan<byte> head)
    {
        if (IsKaldi(head)) return FileFormat.Kaldi;
        if (head.StartsWith("7767517\n"u8) || head.StartsWith("7767517\r\n"u8)) return FileFormat.Ncnn;
        if (head.Length >= 12 && BinaryPrimitives.ReadInt32LittleEndian(head) == NcnnMagic) return FileFormat.Ncnn;
        if (IsDarknet(source, head)) return FileFormat.Darknet;
        return IsWordVectors(source, head) ? FileFormat.WordVectors : null;
    }

    // A zero, a B, and then a tag in angle brackets or the name of a kind of matrix.
    private static bool IsKaldi(ReadOnlySpan<byte> head) =>
        head.Length > 6 && head[0] == 0 && head[1] == (byte)'B'
        && ((head[2] == (byte)'<' && head[3..Math.Min(head.Length, 64)].IndexOf("> "u8) > 0)
            || head[2..].StartsWith("FM "u8) || head[2..].StartsWith("DM "u8) || head[2..].StartsWith("FV "u8) || head[2..].StartsWith("DV "u8) || head[2..].StartsWith("CM "u8));

    // Version 0.1 or 0.2, a revision, how many images were seen (eight bytes from 0.2 on), then floats.
    private static bool IsDarknet(ByteSource source, ReadOnlySpan<byte> head)
    {
        if (head.Length < 24 || BinaryPrimitives.ReadInt32LittleEndian(head) != 0) return false;
        var minor = BinaryPrimitives.ReadInt32LittleEndian(head[4..]);
        if (minor is not (1 or 2) || BinaryPrimitives.ReadUInt32LittleEndian(head[8..]) > 10) return false;
        var start = minor == 2 ? 20 : 16;
        var seen = minor == 2 ? BinaryPrimitives.ReadInt64LittleEndian(head[12..]) : BinaryPrimitives.ReadInt32LittleEndian(head[12..]);
        return seen is >= 0 and < 1L << 40 && source.Length > start && (source.Length - start) % 4 == 0 && float.IsFinite(BinaryPrimitives.ReadSingleLittleEndian(head[start..]));
    }

    // "count size", then each word, a blank and its numbers.
    private static bool IsWordVectors(ByteSource source, ReadOnlySpan<byte> head)
    {
        if (!Utf8Parser.TryParse(head, out int count, out var used) || count <= 0 || used >= head.Length || head[used] != (byte)' ') return false;
        if (!Utf8Parser.TryParse(head[(used + 1)..], out int size, out var second) || size is <= 0 or > 65_536) return false;
        var line = used + 1 + second;
        if (line >= head.Length || head[line] != (byte)'\n') return false;
        var word = head[(line + 1)..Math.Min(head.Length, line + 1 + MaxWord)].IndexOf((byte)' ');
        // At least a letter, a blank and the numbers for each word; text would have the numbers as text, without zeros.
        return word > 0 && source.Length - line >= (long)count * ((4L * size) + 2) && head[(line + 1)..].IndexOfAnyInRange((byte)0, (byte)8) >= 0;
    }
}
