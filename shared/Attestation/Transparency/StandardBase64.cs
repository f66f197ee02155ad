namespace Assay.Attestation.Transparency;

/// <summary>Base64 (RFC 4648, section 4) in its one spelling: padded, no white space, no bits left over.</summary>
internal static class StandardBase64
{
    /// <summary>Null for every other spelling.</summary>
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length / 4 * 3];
        return Convert.TryFromBase64String(text, bytes, out var written) && Convert.ToBase64String(bytes.AsSpan(0, written)) == text
            ? bytes[..written]
            : null;
    }
}
