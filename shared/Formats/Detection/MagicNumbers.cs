using Assay.Contracts.Values;
using Assay.Formats.Executable;

namespace Assay.Formats.Detection;

/// <summary>Formats that a few fixed bytes give away.</summary>
internal static class MagicNumbers
{
    public static string? Find(ByteSource source, ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b, 0x08])) return FileFormat.Gzip;
        if (head.Length >= 10 && head.StartsWith("BZh"u8) && head[3] is >= (byte)'1' and <= (byte)'9'
            && (head[4] is < 0x20 or >= 0x7f || head[4..].StartsWith("1AY&SY"u8) || head[4..].StartsWith((ReadOnlySpan<byte>)[0x17, 0x72, 0x45, 0x38, 0x50, 0x90]))) return FileFormat.Bzip2;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0])) return FileFormat.Xz;
        if (CompressionMagic.Find(source, head) is { } compressed) return compressed;
        if (head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c])) return FileFormat.SevenZip;
        if (head.StartsWith("Rar!\x1a\x07"u8)) return FileFormat.Rar;
        if (head.StartsWith("GGUF"u8)) return FileFormat.Gguf;
        if (GgmlShape.Looks(head)) return FileFormat.Ggml;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'])) return FileFormat.Numpy;
        if (IsImage(head)) return FileFormat.Image;
        if (ExecutableHeader.Read(source, head) is not null) return FileFormat.Executable;
        if (Hdf5Shape.Find(source) is { } hdf5) return hdf5;
        if (PythonBytecode.PycHeader.Read(head) is not null || PythonBytecode.MarshalShape.Looks(head)) return FileFormat.PythonBytecode;
        return ZlibShape.Looks(head) ? FileFormat.Zlib : null;
    }

    private static bool IsImage(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a])
        || head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff])
        || head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)
        || (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8));
}
