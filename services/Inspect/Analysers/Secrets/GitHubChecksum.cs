using System.Text;

namespace Assay.Inspect.Analysers.Secrets;

/// <summary>GitHub's tokens end in a checksum of the rest: what fits is a token that was issued.</summary>
internal static class GitHubChecksum
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static bool Fits(string token)
    {
        if (token.Length != 40) return false;
        ulong value = Crc32(Encoding.ASCII.GetBytes(token[4..34]));
        var text = new char[6];
        for (var i = 5; i >= 0; i--, value /= 62) text[i] = Digits[(int)(value % 62)];
        return token.AsSpan(34).SequenceEqual(text);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc >> 1) ^ (0xedb88320 & (uint)-(int)(crc & 1));
        }
        return ~crc;
    }
}
