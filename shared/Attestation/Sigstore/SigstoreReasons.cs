namespace Assay.Attestation.Sigstore;

/// <summary>Why a bundle is refused: ids that stay as they are. docs/provenance/sigstore.md has a remedy for each.</summary>
public static class SigstoreReasons
{
    public const string BundleForm = "sigstore-bundle-form";
    public const string KeyMissing = "sigstore-key-missing";
    public const string CertificateMissing = "sigstore-certificate-missing";
    public const string CertificateMalformed = "sigstore-certificate-malformed";
    public const string CertificateRootIncluded = "sigstore-certificate-root-included";
    public const string CertificatePath = "sigstore-certificate-path";
    public const string CertificateAuthorityOutsideValidity = "sigstore-certificate-authority-outside-validity";
    public const string CertificateUse = "sigstore-certificate-use";
    public const string CertificateTimestampMissing = "sigstore-certificate-timestamp-missing";
    public const string CertificateTimestampWrong = "sigstore-certificate-timestamp-wrong";
    public const string CertificateLogUnknown = "sigstore-certificate-log-unknown";
    public const string IdentityMismatch = "sigstore-identity-mismatch";
    public const string IssuerMismatch = "sigstore-issuer-mismatch";
    public const string TimeMissing = "sigstore-time-missing";
    public const string TimeInFuture = "sigstore-time-in-future";
    public const string TimestampMalformed = "sigstore-timestamp-malformed";
    public const string TimestampWeakHash = "sigstore-timestamp-weak-hash";
    public const string TimestampOfOtherSignature = "sigstore-timestamp-of-other-signature";
    public const string TimestampAuthorityUnknown = "sigstore-timestamp-authority-unknown";
    public const string TimestampOutsideValidity = "sigstore-timestamp-outside-validity";
    public const string TimestampRepeated = "sigstore-timestamp-repeated";
    public const string LogEntryCount = "sigstore-log-entry-count";
    public const string LogUnknown = "sigstore-log-unknown";
    public const string LogKeyUnsupported = "sigstore-log-key-unsupported";
    public const string LogOutsideValidity = "sigstore-log-outside-validity";
    public const string LogPromiseMissing = "sigstore-log-promise-missing";
    public const string LogPromiseWrong = "sigstore-log-promise-wrong";
    public const string LogProofMissing = "sigstore-log-proof-missing";
    public const string LogProofWrong = "sigstore-log-proof-wrong";
    public const string CheckpointMalformed = "sigstore-checkpoint-malformed";
    public const string CheckpointUnsigned = "sigstore-checkpoint-unsigned";
    public const string CheckpointMismatch = "sigstore-checkpoint-mismatch";
    public const string LogEntryMalformed = "sigstore-log-entry-malformed";
    public const string LogEntryUnsupported = "sigstore-log-entry-unsupported";
    public const string LogEntryMismatch = "sigstore-log-entry-mismatch";
    public const string SubjectMissing = "sigstore-subject-missing";
    public const string DigestMismatch = "sigstore-digest-mismatch";
    public const string KeyUnsupported = "sigstore-key-unsupported";
    public const string SignatureWrong = "sigstore-signature-wrong";
}
