using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.HashVerify;

/// <summary>Rules about what trusted sources say.</summary>
public static class TrustRules
{
    private static readonly string[] _provenance = ["CWE-345", "CWE-494", "AML.T0010.003", "AML.T0058"];

    public static Rule KnownBad { get; } = new(
        "ASY-HSH-008",
        "Known-bad content",
        Severity.Critical,
        "An imported list names exactly these bytes as ones that must not be used. Whatever else speaks for them, somebody has found out what they do.",
        "Do not deploy. Read the list's reason, and look for other models and machines that hold the same bytes.",
        "The SHA-256 of pytorch_model.bin stands on the list of an incident response team.",
        ["CWE-506", "AML.T0010.003", "AML.T0058"]);

    public static Rule Revoked { get; } = new(
        "ASY-HSH-009",
        "The registry has revoked this version",
        Severity.Critical,
        "Exactly this content was approved once, and the approval was withdrawn. Copies of it go on existing and look approved to whoever remembers the name.",
        "Do not deploy. Use the replacement where the registry names one, and remove what is deployed already.",
        "A version is revoked after its training data turned out to be poisoned; a copy of it is scanned.",
        ["CWE-672", "AML.T0010.003", "AML.T0058"]);

    public static Rule OtherThanListed { get; } = new(
        "ASY-HSH-010",
        "A trusted source names another digest",
        Severity.High,
        "A list that was imported for this very model names another digest for the file: it is not the file that the list's author knows.",
        "Find out whether the model was updated and the list was not. If not, do not deploy: fetch the file again from another place and compare.",
        "A list of the release names model.safetensors with one digest; the folder holds a file with another.",
        _provenance);

    public static Rule Disagreement { get; } = new(
        "ASY-HSH-011",
        "Trusted sources disagree",
        Severity.High,
        "Two sources that this installation trusts contradict each other about the same file of the same version. One of them is wrong, was deceived, or "
        + "speaks of something else. It is medium where the stronger of the two agrees with the bytes.",
        "Ask both. Remove or replace the source that is wrong; until then trust neither about this file.",
        "The hub lists a file with one SHA-256, the publisher's imported list with another; or a list of good files and a list of bad files share a digest.",
        _provenance);

    public static Rule ChecksumFile { get; } = new(
        "ASY-HSH-012",
        "A checksum file of the model disagrees with it",
        Severity.Medium,
        "A checksum file that comes with the model names another digest than the file has. It vouches for nothing, since both come from the same hand, but "
        + "one of the two was changed after the other, or is damaged.",
        "Compare with the model's place of origin; ask its owner to make the checksums again.",
        "SHA256SUMS names model.bin with the digest of an earlier release.",
        ["CWE-354", "AML.T0010.003"]);

    public static Rule InvalidSignature { get; } = new(
        "ASY-HSH-013",
        "A model signature is not valid",
        Severity.High,
        "The model carries a signature that names a signer who is trusted here, and the signature does not hold: it was altered, the signed statement breaks "
        + "the rules for such statements, its certificate is not acceptable, or files that were signed are missing.",
        "Do not deploy. Fetch the model again from its publisher; `assay verify` tells every reason.",
        "model.sig was copied from another release, and a file that it covers is not in the folder.",
        ["CWE-347", "AML.T0010.003", "AML.T0058"]);

    public static Rule UntrustedSignature { get; } = new(
        "ASY-HSH-014",
        "A model signature of nobody who is trusted here",
        Severity.Info,
        "The model is signed, but nobody has told this installation to trust the signer, so the signature says nothing: anybody can sign anything.",
        "Find out who signs this publisher's models, and configure the key or the certificate authority as trusted.",
        "A folder holds model.sig by a key that is not among HashVerify:Trust:Keys.",
        ["CWE-347", "AML.T0010.003"]);

    public static Rule Unvouched { get; } = new(
        "ASY-HSH-015",
        "Nobody vouches for a file of weights or code",
        Severity.Low,
        "Trusted sources know other files of this version and not this one. It may be new, or it was added by somebody else.",
        "Find out where the file comes from; have its publisher sign it or list it, or leave it out.",
        "A list covers the weights of a release; the folder also holds modeling_custom.py.",
        ["CWE-345", "AML.T0010.003"]);

    public static Rule AnotherRepository { get; } = new(
        "ASY-HSH-016",
        "The name stands for another repository than earlier",
        Severity.High,
        "The name led to a repository with another id when it was scanned earlier. Names that are given up, by renaming or deleting, can be registered by "
        + "anybody, who then serves whatever they like to all who still use the name.",
        "Do not deploy by this name. Find out who owns it now; pin the repository by commit and digests, and approve it anew if it is the right one.",
        "An organisation is deleted; somebody registers its name and uploads a model under the old path.",
        ["CWE-345", "CWE-350", "AML.T0010.003", "AML.T0109"]);

    public static Rule OtherName { get; } = new(
        "ASY-HSH-017",
        "The model has another name than the one asked for or known",
        Severity.Low,
        "The repository was renamed or moved, or the hub redirects the name. It is the same repository as far as anybody here knows; the old name may be "
        + "registered by somebody else later.",
        "Use the present name, with a commit, wherever the old one is written down.",
        "hf://old-org/model is redirected to new-org/model.",
        ["CWE-350", "AML.T0010.003"]);

    /// <summary>In the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
        [KnownBad, Revoked, OtherThanListed, Disagreement, ChecksumFile, InvalidSignature, UntrustedSignature, Unvouched, AnotherRepository, OtherName];
}
