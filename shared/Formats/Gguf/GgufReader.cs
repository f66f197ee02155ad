using System.Text;

namespace Assay.Formats.Gguf;

/// <summary>
/// Reads the header of GGUF files of versions 1 to 3, in both byte orders, and checks its arithmetic. Tensor data is not read, so a file of any size takes
/// as long as its header. Never throws for what the bytes are.
/// </summary>
public static class GgufReader
{
    /// <summary>Bytes kept of a text; templates of honest models are below 100 KiB.</summary>
    public const int MaxText = 4 << 20;

    /// <summary>Reads <paramref name="source"/>.</summary>
    public static GgufFile Read(ByteSource source, CancellationToken cancellationToken = default) => new GgufHeaderReading(source, cancellationToken).Run();

    /// <summary>True where the source begins as GGUF.</summary>
    public static bool Looks(ReadOnlySpan<byte> head) => head.StartsWith("GGUF"u8);

    internal static bool IsPath(string name) =>
        name.Contains("../", StringComparison.Ordinal) || name.Contains("..\\", StringComparison.Ordinal) || name.StartsWith('/') || name.StartsWith('\\')
        || (name.Length > 2 && char.IsAsciiLetter(name[0]) && name[1] == ':' && name[2] is '\\' or '/');

    internal static bool HasControl(string name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsControl(rune)) return true;
        }
        return false;
    }
}
