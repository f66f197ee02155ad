namespace Assay.Attestation.Oms;

/// <summary>The ids of all reasons. Each stands with its remedy in <c>docs/provenance/signatures.md</c>.</summary>
public static class OmsReasons
{
    // The bundle and its signature.
    public const string Bundle = "oms-bundle";
    public const string SignatureCount = "oms-signature-count";
    public const string ContentKind = "oms-content-kind";
    public const string PayloadType = "oms-payload-type";
    public const string Method = "oms-method";
    public const string Signature = "oms-signature";
    public const string Key = "oms-key";

    // Certificates.
    public const string Certificate = "oms-certificate";
    public const string CertificateChain = "oms-certificate-chain";
    public const string CertificateExpired = "oms-certificate-expired";
    public const string CertificateNotYetValid = "oms-certificate-not-yet-valid";
    public const string CertificatePurpose = "oms-certificate-purpose";

    // The statement.
    public const string Statement = "oms-statement";
    public const string PredicateType = "oms-predicate-type";
    public const string SubjectCount = "oms-subject-count";
    public const string RootDigest = "oms-root-digest";
    public const string NoResources = "oms-no-resources";
    public const string Serialization = "oms-serialization";
    public const string HashType = "oms-hash-type";
    public const string Algorithm = "oms-algorithm";
    public const string DigestForm = "oms-digest-form";
    public const string IgnoreEverything = "oms-ignore-everything";

    // Names.
    public const string NameForm = "oms-name-form";
    public const string NameTraversal = "oms-name-traversal";
    public const string NameNotCanonical = "oms-name-not-canonical";
    public const string DuplicateName = "oms-duplicate-name";
    public const string NameCollision = "oms-name-collision";
    public const string ShardRange = "oms-shard-range";

    // The model.
    public const string Missing = "oms-file-missing";
    public const string Unsigned = "oms-file-unsigned";
    public const string UnsignedEmpty = "oms-empty-file-unsigned";
    public const string Changed = "oms-file-changed";
    public const string Link = "oms-link";
    public const string LinkOutside = "oms-link-outside";
    public const string SpecialFile = "oms-special-file";
    public const string Unreadable = "oms-unreadable";
    public const string ModifiedMeanwhile = "oms-modified-meanwhile";
    public const string TooManyFiles = "oms-too-many-files";

    /// <summary>
    /// What the reference implementation lets pass and this verifier refuses unless asked for leniency. Nothing that makes the signature, the
    /// digests or
    /// the way to read the statement doubtful is among them.
    /// </summary>
    public static IReadOnlySet<string> Lenient { get; } = new HashSet<string>
    {
        CertificateExpired, CertificateNotYetValid, CertificatePurpose, NoResources, IgnoreEverything, DigestForm, NameNotCanonical, DuplicateName,
        NameCollision, UnsignedEmpty, LinkOutside,
    };
}
