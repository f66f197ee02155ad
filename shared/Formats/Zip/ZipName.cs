using System.Text;

namespace Assay.Formats.Zip;

/// <summary>Names of entries: UTF-8, and where it is not, one character a byte.</summary>
internal static class ZipName
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>True where some readers end the name early.</summary>
    public static bool IsOdd(string name) => name.AsSpan().ContainsAnyInRange('\0', '\x1f');

    /// <summary>The name as file systems see it: one kind of slash, no empty parts, nothing behind a zero, one form of each character.</summary>
    public static string Usual(string name)
    {
        var zero = name.IndexOf('\0', StringComparison.Ordinal);
        if (zero >= 0) name = name[..zero];
        if (!name.AsSpan().ContainsAny('\\', '.', ' ') && !name.Contains("//", StringComparison.Ordinal) && name.IsNormalized()) return name;
        var parts = name.Replace('\\', '/').Split('/').Select(p => p is ".." ? p : p.TrimEnd(' ', '.')).Where(p => p.Length > 0);
        return string.Join('/', parts).Normalize() + (name.EndsWith('/') ? "/" : "");
    }

    public static string Decode(ReadOnlySpan<byte> name)
    {
        try
        {
            return Strict.GetString(name);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(name);
        }
    }
}
