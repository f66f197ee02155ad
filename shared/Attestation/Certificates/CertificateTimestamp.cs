namespace Assay.Attestation.Certificates;

/// <summary>A signed certificate timestamp (RFC 6962, 3.2): a certificate log's promise to publish a certificate.</summary>
/// <param name="LogId">SHA-256 of the log's public key, 32 bytes.</param>
/// <param name="Milliseconds">Since 1970, as signed.</param>
/// <param name="Extensions">Signed too; empty in version 1.</param>
/// <param name="HashAlgorithm">TLS number: 4 is SHA-256.</param>
/// <param name="SignatureAlgorithm">TLS number: 1 is RSA, 3 is ECDSA.</param>
/// <param name="Signature">As the log made it.</param>
public sealed record CertificateTimestamp(
    ReadOnlyMemory<byte> LogId,
    ulong Milliseconds,
    ReadOnlyMemory<byte> Extensions,
    byte HashAlgorithm,
    byte SignatureAlgorithm,
    ReadOnlyMemory<byte> Signature)
{
    /// <summary>Null where the number is beyond the calendar.</summary>
    public DateTimeOffset? Time =>
        Milliseconds <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds((long)Milliseconds) : null;
}
