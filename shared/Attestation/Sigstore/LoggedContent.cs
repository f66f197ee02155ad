namespace Assay.Attestation.Sigstore;

/// <summary>What the digest in a log's entry is over.</summary>
public enum LoggedContent
{
    /// <summary>The bytes that were signed: the artifact, or the pre-authentication encoding of an envelope.</summary>
    SignedBytes,

    /// <summary>The payload of an envelope.</summary>
    Payload,
}
