using System.Security.Cryptography;
using Assay.Attestation.Json;

namespace Assay.Attestation.Keys;

/// <summary>Signs with an ECDSA key in memory.</summary>
public sealed class EcdsaSigner : ISigner, IDisposable
{
    private readonly ECDsa _key;
    private readonly EcdsaPublicKey _public;
    private readonly Lock _lock = new();

    private EcdsaSigner(ECDsa key, EcdsaPublicKey publicKey) => (_key, _public) = (key, publicKey);

    /// <inheritdoc/>
    public IPublicKey PublicKey => _public;

    /// <summary>A private key on P-256, P-384 or P-521 in PEM: PKCS #8, also encrypted, or SEC 1 (<c>EC PRIVATE KEY</c>).</summary>
    /// <param name="pem">The text.</param>
    /// <param name="passphrase">Of an encrypted key; null where there is none.</param>
    public static Parsed<EcdsaSigner> FromPem(string pem, string? passphrase)
    {
        if (!PemEncoding.TryFind(pem, out var fields)) return Parsed.Failed<EcdsaSigner>("there is no PEM block in it");
        var label = pem[fields.Label];
        if (label is "PUBLIC KEY" or "CERTIFICATE") return Parsed.Failed<EcdsaSigner>($"it holds a {label} and no private key");
        var isEncrypted = label == "ENCRYPTED PRIVATE KEY";
        if (isEncrypted && passphrase is null)
            return Parsed.Failed<EcdsaSigner>("it is encrypted; pass the passphrase with --passphrase-file or --passphrase-env");
        var key = ECDsa.Create();
        try
        {
            if (isEncrypted) key.ImportFromEncryptedPem(pem, passphrase);
            else key.ImportFromPem(pem);
            if (EcdsaPublicKey.From(key) is { } publicKey) return new EcdsaSigner(key, publicKey);
            key.Dispose();
            return Parsed.Failed<EcdsaSigner>("the key is not on P-256, P-384 or P-521");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return Parsed.Failed<EcdsaSigner>(isEncrypted
                ? "the passphrase is wrong, or the key is not an ECDSA key"
                : "it is not an ECDSA private key in PKCS #8 or SEC 1; 'openssl pkcs8 -topk8' converts others");
        }
    }

    /// <inheritdoc/>
    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        lock (_lock) return new(_key.SignData(data.Span, _public.Curve.Hash, DSASignatureFormat.Rfc3279DerSequence));
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
