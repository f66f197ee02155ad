namespace Assay.Attestation.Keys;

/// <summary>A public key with the one way in which it signs. Immutable; any number of threads may verify with it.</summary>
public interface IPublicKey
{
    /// <summary>Such as <c>ECDSA P-256 with SHA-256</c>.</summary>
    string Algorithm { get; }

    /// <summary>The key as a SubjectPublicKeyInfo in DER (RFC 5280).</summary>
    ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>
    /// True: the signature over these bytes was made with the private key. Whatever is wrong with the signature's form is false, not an exception.
    /// </summary>
    bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);
}
