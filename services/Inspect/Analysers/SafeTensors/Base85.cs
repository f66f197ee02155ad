namespace Assay.Inspect.Analysers.SafeTensors;

/// <summary>Decodes base85 as Python's base64 module writes it.</summary>
internal static class Base85
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

    /// <summary>The bytes; null for a text that has other characters, or a group that is no number.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length < 24 || text.Length % 5 == 1) return null;
        var bytes = new byte[(text.Length + 4) / 5 * 4];
        for (var group = 0; group * 5 < text.Length; group++)
        {
            ulong value = 0;
            for (var i = 0; i < 5; i++)
            {
                var at = (group * 5) + i;
                var digit = at < text.Length ? Alphabet.IndexOf(text[at], StringComparison.Ordinal) : 84;
                if (digit < 0) return null;
                value = (value * 85) + (ulong)digit;
            }
            if (value > uint.MaxValue) return null;
            for (var i = 0; i < 4; i++) bytes[(group * 4) + i] = (byte)(value >> (24 - (8 * i)));
        }
        var padding = (5 - (text.Length % 5)) % 5;
        return bytes[..^padding];
    }
}
