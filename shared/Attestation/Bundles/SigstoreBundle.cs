namespace Assay.Attestation.Bundles;

/// <summary>
/// A signature with what is needed to verify it offline (protobuf-specs, sigstore_bundle.proto). That it could be read says nothing about its worth.
/// </summary>
/// <param name="Version">From the media type.</param>
/// <param name="Material">Exactly one kind.</param>
/// <param name="LogEntries">Any number; none for keys and certificates of one's own.</param>
/// <param name="Timestamps">RFC 3161 responses in DER, over the signature's bytes.</param>
/// <param name="Content">Exactly one kind.</param>
public sealed record SigstoreBundle(
    BundleVersion Version,
    VerificationMaterial Material,
    IReadOnlyList<TransparencyLogEntry> LogEntries,
    IReadOnlyList<byte[]> Timestamps,
    BundleContent Content)
{
    /// <summary>The media type that is written.</summary>
    public const string MediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";
}
