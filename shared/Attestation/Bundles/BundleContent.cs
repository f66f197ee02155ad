using Assay.Attestation.Dsse;

namespace Assay.Attestation.Bundles;

/// <summary>What was signed: <see cref="EnvelopeContent"/> or <see cref="MessageSignatureContent"/>.</summary>
public abstract record BundleContent
{
    private protected BundleContent() { }
}

/// <summary>A DSSE envelope with exactly one signature.</summary>
public sealed record EnvelopeContent(DsseEnvelope Envelope) : BundleContent
{
    /// <summary>Its only signature.</summary>
    public byte[] Signature => Envelope.Signatures[0].Signature;
}

/// <summary>A signature over the bytes of an artifact that travels apart.</summary>
/// <param name="Algorithm">Of the digest, such as <c>SHA2_256</c>; null where there is no digest.</param>
/// <param name="Digest">An unsigned statement of the artifact's digest; null where there is none.</param>
/// <param name="Signature">Over the artifact.</param>
public sealed record MessageSignatureContent(string? Algorithm, byte[]? Digest, byte[] Signature) : BundleContent;
