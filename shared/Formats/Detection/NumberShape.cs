using System.Buffers.Binary;

namespace Assay.Formats.Detection;

/// <summary>A quick look at bytes that are expected to be raw numbers.</summary>
internal static class NumberShape
{
    private const int HeadSize = 264;
    private const int TarMagicAt = 257;

    /// <summary>First bytes of the signatures of <see cref="MagicNumbers"/>, and of the opcodes that pickles begin with.</summary>
    private static ReadOnlySpan<byte> First => [0x80, (byte)'c', (byte)'(', (byte)']', (byte)'}', (byte)'i', (byte)'P', 0x7f, (byte)'M', 0xfe, 0xce, 0xcf, 0xca,
        0x93, 0x89, (byte)'G', (byte)'7', (byte)'R', 0x1f, 0xfd, (byte)'B', 0x28, 0x04, 0x02, 0xff, 0x78, (byte)'Z', (byte)'#', (byte)'<', (byte)'{'];

    /// <summary>False: the bytes begin as no format with a signature, no pickle, no script and no tar does.</summary>
    public static bool MayBeElse(ByteSource source)
    {
        Span<byte> head = stackalloc byte[HeadSize];
        head = head[..source.Read(0, head)];
        if (head.Length < 2 || First.Contains(head[0])) return true;
        if (head.Length >= HeadSize && head[TarMagicAt..].StartsWith("ustar"u8)) return true;
        // The length of a header that is shorter than the file, and the header's first character.
        return head.Length > 9 && head[8] == (byte)'{' && BinaryPrimitives.ReadUInt64LittleEndian(head) <= (ulong)source.Length;
    }
}
