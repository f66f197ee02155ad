namespace Assay.Inspect.Analysers.Keras;

/// <summary>Base64 as Python's binascii reads it: whatever is not of the alphabet is skipped.</summary>
internal static class LooseBase64
{
    /// <summary>The bytes; empty where there are none.</summary>
    public static byte[] Decode(string text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        var (count, bits, held) = (0, 0, 0);
        foreach (var c in text)
        {
            var value = Value(c);
            if (value < 0)
            {
                // Padding that completes a group ends the data.
                if (c == '=' && held >= 2) break;
                continue;
            }
            bits = (bits << 6) | value;
            if (++held == 1) continue;
            bytes[count++] = (byte)(bits >> (6 - (2 * (held - 1))));
            if (held == 4) (bits, held) = (0, 0);
        }
        return bytes[..count];
    }

    private static int Value(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' => 62,
        '/' => 63,
        _ => -1,
    };
}
