using System.Security.Cryptography;
using Assay.Contracts.Values;

namespace Assay.Attestation.Sigstore;

/// <summary>What a message signature has to be over: an artifact's digests, and its bytes where they are at hand.</summary>
public sealed record SigstoreSubject
{
    private readonly byte[]? _sha256;
    private readonly byte[]? _sha384;
    private readonly byte[]? _sha512;

    private SigstoreSubject(byte[]? sha256, byte[]? sha384, byte[]? sha512, ReadOnlyMemory<byte>? content) =>
        (_sha256, _sha384, _sha512, Content) = (sha256, sha384, sha512, content);

    /// <summary>The bytes; null where only a digest is known. Ed25519 signatures can be verified over bytes alone.</summary>
    public ReadOnlyMemory<byte>? Content { get; }

    /// <summary>An artifact by its SHA-256.</summary>
    /// <exception cref="ArgumentException">The digest is not known.</exception>
    public static SigstoreSubject OfDigest(Sha256Digest digest) =>
        digest.IsEmpty
            ? throw new ArgumentException("The digest is not known.", nameof(digest))
            : new(Convert.FromHexString(digest.Hex), null, null, null);

    /// <summary>An artifact in memory.</summary>
    public static SigstoreSubject OfBytes(ReadOnlyMemory<byte> content) =>
        new(SHA256.HashData(content.Span), SHA384.HashData(content.Span), SHA512.HashData(content.Span), content);

    /// <summary>The digest by one algorithm; null where it is not known.</summary>
    public byte[]? Digest(HashAlgorithmName algorithm) => algorithm.Name switch
    {
        "SHA256" => _sha256,
        "SHA384" => _sha384,
        "SHA512" => _sha512,
        _ => null,
    };
}
