using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Assay.Reporting.Api.Tokens;

/// <summary>
/// The text of a token: <c>assay_</c> and 32 random bytes as 43 characters of base64url (RFC 4648, section 5, no padding). The prefix lets secret
/// scanners find leaked ones. With 256 random bits, a plain hash in the database is as good as a slow one, and looking the hash up tells nothing
/// by its timing about the secret.
/// </summary>
internal static class TokenSecret
{
    public const string Prefix = "assay_";

    private const int Bytes = 32;

    private const int Characters = 43;

    /// <summary>A new secret from the system's random generator.</summary>
    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256 of the random bytes as lower-case hexadecimal digits; false where the text is no token.</summary>
    public static bool TryHash(string text, [NotNullWhen(true)] out string? hash)
    {
        hash = null;
        if (text.Length != Prefix.Length + Characters || !text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        Span<byte> secret = stackalloc byte[Bytes];
        try
        {
            if (!Base64Url.TryDecodeFromChars(text.AsSpan(Prefix.Length), secret, out var written) || written != Bytes) return false;
        }
        catch (FormatException)
        {
            return false;
        }
        hash = Convert.ToHexStringLower(SHA256.HashData(secret));
        return true;
    }
}
