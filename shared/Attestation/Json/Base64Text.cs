namespace Assay.Attestation.Json;

/// <summary>
/// Base64 (RFC 4648) in either alphabet, with or without padding, as DSSE and the JSON form of Protocol Buffers allow; one text never mixes the
/// alphabets,
/// holds no white space, and leaves no bits over, so that equal bytes have few spellings.
/// </summary>
public static class Base64Text
{
    /// <summary>Null: not base64.</summary>
    public static byte[]? Decode(string text)
    {
        var digits = text.AsSpan().TrimEnd('=');
        if (text.Length - digits.Length > 2 || (digits.Length != text.Length && text.Length % 4 != 0) || digits.Length % 4 == 1) return null;
        if (digits.ContainsAny('+', '/') && digits.ContainsAny('-', '_')) return null;
        var standard = string.Create((digits.Length + 3) / 4 * 4, text, static (target, source) =>
        {
            target.Fill('=');
            source.AsSpan().TrimEnd('=').CopyTo(target);
            target.Replace('-', '+');
            target.Replace('_', '/');
        });
        var bytes = new byte[standard.Length / 4 * 3];
        if (digits.ContainsAny(" \t\r\n") || !Convert.TryFromBase64String(standard, bytes, out var written)) return null;
        bytes = bytes[..written];
        return Convert.ToBase64String(bytes.AsSpan()[(written / 3 * 3)..]).AsSpan().SequenceEqual(standard.AsSpan()[(written / 3 * 4)..]) ? bytes
            : null;
    }
}
