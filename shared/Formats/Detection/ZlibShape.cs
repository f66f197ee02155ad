using System.IO.Compression;

namespace Assay.Formats.Detection;

/// <summary>A zlib stream has two bytes of header that many files begin with by chance; so a little of it is expanded.</summary>
internal static class ZlibShape
{
    private const int Sample = 4096;

    public static bool Looks(ReadOnlySpan<byte> head)
    {
        if (head.Length < 8 || head[0] is not (0x78 or 0x68 or 0x58 or 0x48) || ((head[0] << 8) | head[1]) % 31 != 0 || (head[1] & 0x20) != 0) return false;
        using var bytes = new MemoryStream(head[..Math.Min(head.Length, Sample)].ToArray());
        using var inflate = new ZLibStream(bytes, CompressionMode.Decompress);
        try
        {
            Span<byte> expanded = stackalloc byte[64];
            return inflate.ReadAtLeast(expanded, 1, throwOnEndOfStream: false) > 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
