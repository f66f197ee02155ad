using System.Security.Cryptography;
using Assay.Attestation.Keys;

namespace Assay.Attestation.Sigstore;

/// <summary>Verifies signatures where only the digest of what was signed is at hand.</summary>
internal static class DigestSignature
{
    /// <summary>Null: signatures by such a key cannot be verified with a digest by that algorithm.</summary>
    public static bool? Verify(IPublicKey key, HashAlgorithmName algorithm, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        try
        {
            switch (key)
            {
                case EcdsaPublicKey:
                    using (var ecdsa = ECDsa.Create())
                    {
                        ecdsa.ImportSubjectPublicKeyInfo(key.SubjectPublicKeyInfo.Span, out _);
                        return ecdsa.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence);
                    }
                case RsaPublicKey { Padding: var padding } when algorithm == HashAlgorithmName.SHA256:
                    using (var rsa = RSA.Create())
                    {
                        rsa.ImportSubjectPublicKeyInfo(key.SubjectPublicKeyInfo.Span, out _);
                        return rsa.VerifyHash(digest, signature, algorithm, padding);
                    }
                default:
                    return null;
            }
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
