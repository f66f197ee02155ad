using System.Security.Cryptography;
using System.Text;

namespace Assay.Attestation.Keys;

/// <summary>How model signatures name a key: an aid to find it, not signed and worth nothing else.</summary>
public static class KeyHint
{
    /// <summary>
    /// SHA-256, as lower-case hexadecimal digits, of the PEM text of the key as OpenSSL writes it: 64 columns, line feeds, one at the end too.
    /// </summary>
    public static string Of(IPublicKey key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(PemEncoding.WriteString("PUBLIC KEY",
            key.SubjectPublicKeyInfo.Span) + "\n")));
}
