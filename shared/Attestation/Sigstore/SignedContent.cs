using System.Security.Cryptography;
using Assay.Attestation.Bundles;
using Assay.Attestation.Keys;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Sigstore;

/// <summary>Whether a signature is over what it has to be over: an envelope's payload, or an artifact.</summary>
internal static class SignedContent
{
    /// <summary>Null where it is.</summary>
    public static SigstoreRefusal? Refusal(BundleContent content, IPublicKey key, SigstoreSubject? subject) => content switch
    {
        EnvelopeContent envelope => Envelope(envelope, key, subject),
        MessageSignatureContent message => Message(message, key, subject),
        _ => new(SigstoreReasons.BundleForm, "The bundle's content is of a kind that is not known."),
    };

    private static SigstoreRefusal? Envelope(EnvelopeContent content, IPublicKey key, SigstoreSubject? subject)
    {
        if (!key.Verify(content.Envelope.SignedBytes(), content.Signature)) return Wrong(key);
        return subject is null ? null : StatementSubjects.Refusal(content.Envelope, subject);
    }

    private static SigstoreRefusal? Message(MessageSignatureContent message, IPublicKey key, SigstoreSubject? subject)
    {
        if (subject is null)
            return new(
                SigstoreReasons.SubjectMissing,
                "The bundle's signature is over an artifact that travels apart; give the artifact or its digest.");
        var algorithm = message.Algorithm is null ? HashOf(key) : HashNames.Of(message.Algorithm);
        if (algorithm is not { } hash)
            return new(SigstoreReasons.DigestMismatch, $"The bundle's digest is by {EvidenceText.Quote(message.Algorithm)}; SHA-256, SHA-384 and SHA-512 are accepted.");
        if (subject.Digest(hash) is not { } digest)
            return new(
                SigstoreReasons.SubjectMissing,
                $"The bundle's signature is over the artifact's {hash.Name}, which is not known; give the artifact itself.");
        if (message.Digest is { } claimed && !claimed.AsSpan().SequenceEqual(digest))
        {
            return new(
                SigstoreReasons.DigestMismatch,
                $"The bundle is for an artifact with the {hash.Name} {Convert.ToHexStringLower(claimed)}, and this one has "
                + $"{Convert.ToHexStringLower(digest)}.");
        }
        var verified = key is Ed25519PublicKey && subject.Content is { } bytes
            ? key.Verify(bytes.Span, message.Signature)
            : DigestSignature.Verify(key, hash, digest, message.Signature);
        return verified switch
        {
            true => null,
            false => Wrong(key),
            null => new(
                SigstoreReasons.KeyUnsupported,
                $"A signature by {key.Algorithm} over the artifact cannot be verified with its {hash.Name}; give the artifact itself."),
        };
    }

    private static HashAlgorithmName HashOf(IPublicKey key) => key is EcdsaPublicKey ecdsa ? ecdsa.Curve.Hash : HashAlgorithmName.SHA256;

    private static SigstoreRefusal Wrong(IPublicKey key) =>
        new(SigstoreReasons.SignatureWrong, $"The signature was not made over this content with the signer's key ({key.Algorithm}).");
}
