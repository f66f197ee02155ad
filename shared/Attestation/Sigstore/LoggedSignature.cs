using System.Security.Cryptography;

namespace Assay.Attestation.Sigstore;

/// <summary>What a log's entry says, whatever its kind.</summary>
/// <param name="Content">What the digest is over.</param>
/// <param name="Algorithm">SHA-256, SHA-384 or SHA-512.</param>
/// <param name="Digest">As long as the algorithm's are.</param>
/// <param name="Signature">As in the bundle.</param>
/// <param name="Verifier">DER of the certificate or of the public key (SubjectPublicKeyInfo).</param>
/// <param name="VerifierIsCertificate">Which of the two.</param>
/// <param name="PayloadType">Of the envelope, where the kind records it.</param>
public sealed record LoggedSignature(
    LoggedContent Content,
    HashAlgorithmName Algorithm,
    ReadOnlyMemory<byte> Digest,
    ReadOnlyMemory<byte> Signature,
    ReadOnlyMemory<byte> Verifier,
    bool VerifierIsCertificate,
    string? PayloadType);
