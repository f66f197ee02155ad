namespace Assay.Attestation.Certificates;

/// <summary>Object identifiers that certificates of signers carry.</summary>
internal static class CertificateOids
{
    /// <summary>Extended key usage: code signing (RFC 5280, 4.2.1.12).</summary>
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <summary>Extended key usage: time stamping (RFC 3161, 2.3).</summary>
    public const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>Subject alternative name (RFC 5280, 4.2.1.6).</summary>
    public const string SubjectAlternativeName = "2.5.29.17";

    /// <summary>Embedded signed certificate timestamps (RFC 6962, 3.3).</summary>
    public const string CertificateTimestamps = "1.3.6.1.4.1.11129.2.4.2";

    /// <summary>Fulcio: the OpenID issuer as raw text, in certificates of 2022 and before, and beside the other since.</summary>
    public const string IssuerRaw = "1.3.6.1.4.1.57264.1.1";

    /// <summary>Fulcio: the kind of other name that a user name is.</summary>
    public const string UserName = "1.3.6.1.4.1.57264.1.7";

    /// <summary>Fulcio: the OpenID issuer as a DER UTF8String.</summary>
    public const string Issuer = "1.3.6.1.4.1.57264.1.8";
}
