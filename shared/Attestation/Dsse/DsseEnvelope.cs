namespace Assay.Attestation.Dsse;

/// <summary>Signed bytes with their type (DSSE 1.0). Whoever verifies parses <see cref="Payload"/> and never reads the envelope again.</summary>
/// <param name="Payload">Decoded.</param>
/// <param name="PayloadType">A media type or URI, which the signatures cover.</param>
/// <param name="Signatures">Any number; what counts is for the verifier to say.</param>
public sealed record DsseEnvelope(byte[] Payload, string PayloadType, IReadOnlyList<DsseSignature> Signatures)
{
    /// <summary>The payload type of in-toto statements.</summary>
    public const string InTotoPayloadType = "application/vnd.in-toto+json";

    /// <summary>What each signature signs.</summary>
    public byte[] SignedBytes() => PreAuthenticationEncoding.Of(PayloadType, Payload);
}
