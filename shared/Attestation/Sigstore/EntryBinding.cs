using System.Security.Cryptography;
using Assay.Attestation.Bundles;

namespace Assay.Attestation.Sigstore;

/// <summary>Whether a log's entry is for this very signature: same content, same signature bytes, same certificate or key.</summary>
internal static class EntryBinding
{
    /// <summary>Null where it is.</summary>
    public static SigstoreRefusal? Refusal(LoggedSignature logged, SignerMaterial signer, BundleContent content, SigstoreSubject? subject)
    {
        var (signature, digest) = content switch
        {
            EnvelopeContent e => (e.Signature, Digest(logged, e)),
            MessageSignatureContent m => (m.Signature, logged.Content == LoggedContent.SignedBytes ? subject?.Digest(logged.Algorithm) : null),
            _ => ([], null),
        };
        if (digest is null || !logged.Digest.Span.SequenceEqual(digest)) return Mismatch("another content");
        if (!logged.Signature.Span.SequenceEqual(signature)) return Mismatch("another signature");
        if (logged.PayloadType is { } type && content is EnvelopeContent { Envelope.PayloadType: var actual } && type != actual)
            return Mismatch("another payload type");
        return logged.VerifierIsCertificate == signer.Certificate is not null && logged.Verifier.Span.SequenceEqual(signer.Verifier.Span)
            ? null
            : Mismatch("another certificate or key");
    }

    private static byte[] Digest(LoggedSignature logged, EnvelopeContent content) => CryptographicOperations.HashData(
        logged.Algorithm, logged.Content == LoggedContent.Payload ? content.Envelope.Payload : content.Envelope.SignedBytes());

    private static SigstoreRefusal Mismatch(string what) =>
        new(SigstoreReasons.LogEntryMismatch, $"The log's entry is for {what} than the bundle's; was it copied from another bundle?");
}
