using System.Security.Cryptography;
using Assay.Attestation.Json;

namespace Assay.Attestation.Keys;

/// <summary>An RSA key of 2048 to 8192 bits, with SHA-256.</summary>
public sealed class RsaPublicKey : IPublicKey
{
    /// <summary>Shorter keys are no longer to be relied on.</summary>
    public const int MinBits = 2048;

    /// <summary>Longer ones only cost time.</summary>
    public const int MaxBits = 8192;

    private readonly byte[] _key;

    private RsaPublicKey(byte[] key, RSASignaturePadding padding) => (_key, Padding) = (key, padding);

    /// <summary>The form of its signatures: PKCS #1 version 1.5 or PSS.</summary>
    public RSASignaturePadding Padding { get; }

    /// <inheritdoc/>
    public string Algorithm => $"RSA {(Padding == RSASignaturePadding.Pss ? "PSS" : "PKCS #1")} with SHA256";

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo => _key;

    /// <summary>Reads a SubjectPublicKeyInfo, or a bare RSAPublicKey (PKCS #1), in DER with nothing after it.</summary>
    public static Parsed<IPublicKey> From(ReadOnlySpan<byte> der, RSASignaturePadding padding)
    {
        using var rsa = RSA.Create();
        if (!Import(rsa.ImportSubjectPublicKeyInfo, der) && !Import(rsa.ImportRSAPublicKey, der))
            return Parsed.Failed<IPublicKey>("the bytes are not an RSA key");
        return rsa.KeySize is >= MinBits and <= MaxBits
            ? new RsaPublicKey(rsa.ExportSubjectPublicKeyInfo(), padding)
            : Parsed.Failed<IPublicKey>($"the RSA key has {rsa.KeySize} bits; {MinBits} to {MaxBits} are accepted");
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        // An instance is not safe for several threads; importing costs far less than a verification.
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(_key, out _);
        return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, Padding);
    }

    private static bool Import(Importer import, ReadOnlySpan<byte> bytes)
    {
        try
        {
            import(bytes, out var read);
            return read == bytes.Length;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private delegate void Importer(ReadOnlySpan<byte> source, out int bytesRead);
}
