namespace Assay.Attestation.Deployment;

/// <summary>Reasons to refuse a deployment, by stable ids; docs/provenance/attestations.md has the remedies.</summary>
public static class DeploymentReasons
{
    /// <summary>The file holds no attestation, or something else too.</summary>
    public const string NotAnAttestation = "attestation-unreadable";

    /// <summary>No trusted key has signed it.</summary>
    public const string SignatureWrong = "attestation-signature-wrong";

    /// <summary>The key that signed it was retired before.</summary>
    public const string KeyRetired = "attestation-key-retired";

    /// <summary>There is no verdict in it, or more than one.</summary>
    public const string NoVerdict = "attestation-no-verdict";

    /// <summary>A statement in the file belongs to another verdict.</summary>
    public const string Foreign = "attestation-foreign";

    /// <summary>The verdict is another than approved.</summary>
    public const string NotPassed = "verdict-not-passed";

    /// <summary>Another policy decided.</summary>
    public const string OtherPolicy = "verdict-other-policy";

    /// <summary>The scan has read less than wanted.</summary>
    public const string TooShallow = "verdict-too-shallow";

    /// <summary>It has ended.</summary>
    public const string Expired = "verdict-expired";

    /// <summary>It is older than allowed.</summary>
    public const string TooOld = "verdict-too-old";

    /// <summary>It was made later than the time it is checked for.</summary>
    public const string InFuture = "verdict-in-future";

    /// <summary>There is no receipt of the log.</summary>
    public const string ReceiptMissing = "receipt-missing";

    /// <summary>The receipt proves nothing about this attestation.</summary>
    public const string ReceiptWrong = "receipt-wrong";

    /// <summary>The log has signed two trees of one size.</summary>
    public const string LogForked = "log-forked";

    /// <summary>The content was revoked.</summary>
    public const string Revoked = "content-revoked";

    /// <summary>The revocations are older than allowed.</summary>
    public const string TrustStale = "trust-stale";

    /// <summary>The revocations are from later than the time that is checked for.</summary>
    public const string TrustInFuture = "trust-in-future";

    /// <summary>A file has other bytes.</summary>
    public const string FileChanged = "file-changed";

    /// <summary>A file is under another name.</summary>
    public const string FileRenamed = "file-renamed";

    /// <summary>A file is not there.</summary>
    public const string FileMissing = "file-missing";

    /// <summary>A file was not part of what was scanned.</summary>
    public const string FileAdded = "file-added";

    /// <summary>A link, whose target was not scanned.</summary>
    public const string Link = "file-is-link";

    /// <summary>Something that cannot be read, or is no file.</summary>
    public const string Unreadable = "file-unreadable";

    /// <summary>The approval is for other files.</summary>
    public const string OtherContent = "content-other";
}
