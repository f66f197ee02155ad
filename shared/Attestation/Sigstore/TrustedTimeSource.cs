namespace Assay.Attestation.Sigstore;

/// <summary>Who says when a signature existed.</summary>
public enum TrustedTimeSource
{
    /// <summary>An RFC 3161 timestamp.</summary>
    TimestampAuthority,

    /// <summary>The integrated time that a log's promise binds.</summary>
    Log,
}
