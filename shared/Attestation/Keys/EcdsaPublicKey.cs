using System.Security.Cryptography;

namespace Assay.Attestation.Keys;

/// <summary>ECDSA over P-256, P-384 or P-521; signatures in DER (RFC 3279).</summary>
public sealed class EcdsaPublicKey : IPublicKey
{
    private readonly byte[] _key;

    private EcdsaPublicKey(byte[] key, EcdsaCurve curve) => (_key, Curve) = (key, curve);

    /// <summary>The curve and its digest.</summary>
    public EcdsaCurve Curve { get; }

    /// <inheritdoc/>
    public string Algorithm => $"ECDSA {Curve.Name} with {Curve.Hash.Name}";

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo => _key;

    /// <summary>Null: not a key on one of the three curves.</summary>
    public static EcdsaPublicKey? From(ECDsa key) => EcdsaCurve.Of(key) is { } curve ? new(key.ExportSubjectPublicKeyInfo(), curve) : null;

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => Verify(data, signature, Curve.Hash);

    /// <summary>With another digest than the curve's own, as old releases of model signing used.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        // An instance is not safe for several threads; importing costs far less than a verification.
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_key, out _);
        try
        {
            return key.VerifyData(data, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
