using System.Text;

namespace Assay.Formats.Zip;

/// <summary>Names of entries: UTF-8, and where it is not, one character a byte.</summary>
internal static class ZipName
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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
