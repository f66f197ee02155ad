using System.Buffers.Text;

namespace Assay.Attestation.Json;

/// <summary>Finds <c>\uD800</c> to <c>\uDFFF</c> that form no pair: texts which some parsers replace, some keep and some refuse.</summary>
internal static class SurrogateEscapes
{
    private const int Length = 6;

    /// <summary>Of a JSON text, in which a backslash stands inside of strings only.</summary>
    public static bool HasLoneHalf(ReadOnlySpan<byte> utf8)
    {
        for (var i = utf8.IndexOf((byte)'\\'); i >= 0 && i < utf8.Length;)
        {
            var unit = CodeUnit(utf8[i..]);
            if (unit is { } low && char.IsLowSurrogate(low)) return true;
            if (unit is { } high && char.IsHighSurrogate(high))
            {
                if (CodeUnit(utf8[(i + Length)..]) is not { } next || !char.IsLowSurrogate(next)) return true;
                i += 2 * Length;
            }
            else
            {
                i += 2;
            }
            if (i >= utf8.Length) return false;
            var following = utf8[i..].IndexOf((byte)'\\');
            i = following < 0 ? utf8.Length : i + following;
        }
        return false;
    }

    private static char? CodeUnit(ReadOnlySpan<byte> text) =>
        text.Length >= Length && text[0] == '\\' && text[1] == 'u' && Utf8Parser.TryParse(text[2..Length], out ushort value, out var read, 'x') && read == 4
            ? (char)value
            : null;
}
