namespace Assay.Attestation.Keys;

/// <summary>
/// Signs with a private key, wherever that is: in a file, in a token (PKCS #11) or in a key management service. An implementation need not give the
/// key
/// away, and may need the network. Safe for several threads.
/// </summary>
public interface ISigner
{
    /// <summary>The public half; whoever holds it can verify.</summary>
    IPublicKey PublicKey { get; }

    /// <summary>The signature over the bytes, in the encoding that <see cref="IPublicKey.Verify"/> reads.</summary>
    ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation);
}
