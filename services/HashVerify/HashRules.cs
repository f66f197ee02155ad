using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.HashVerify.Advisories;

namespace Assay.HashVerify;

/// <summary>Every rule of the comparison of what was found with what the model's source and others say.</summary>
public static class HashRules
{
    private static readonly string[] _integrity = ["CWE-345", "CWE-494", "AML.T0010.003"];

    public static Rule Sha256Mismatch { get; } = new(
        "ASY-HSH-001",
        "SHA-256 is not the declared one",
        Severity.Critical,
        "The bytes that the source serves are not those that its listing names: they were exchanged on the way or at the source, or are "
        + "damaged. Whoever downloads the model gets something else than was published.",
        "Do not deploy. Fetch the file again from another place, compare, and tell the source's operator.",
        "A hub lists model.safetensors with one digest and serves a file with another.",
        _integrity);

    public static Rule GitBlobMismatch { get; } = new(
        "ASY-HSH-002",
        "Git blob id is not the declared one",
        Severity.Critical,
        "A small file (a configuration, a tokenizer, a script) is not the one that the commit contains. Such files decide what code is "
        + "run when the model is loaded.",
        "Do not deploy. Fetch the file again from another place, compare, and tell the source's operator.",
        "The commit names config.json by one git id; the served bytes have another.",
        _integrity);

    public static Rule SizeMismatch { get; } = new(
        "ASY-HSH-003",
        "Size is not the declared one",
        Severity.Critical,
        "The file is longer or shorter than its listing says: bytes were added or cut off.",
        "Do not deploy. Fetch the file again from another place and compare.",
        "The listing says 1,000 bytes; 1,200 were served.",
        _integrity);

    public static Rule Missing { get; } = new(
        "ASY-HSH-004",
        "A listed file is missing",
        Severity.Critical,
        "The source lists a file that it cannot deliver, so the model is not what it claims to be, and what the file contains cannot be examined.",
        "Do not deploy. Ask the model's owner, or pin a version that is complete.",
        "The listing names tokenizer.json; the source answers that there is no such file.",
        ["CWE-345", "AML.T0010.003"]);

    public static Rule Undeclared { get; } = new(
        "ASY-HSH-005",
        "A file that the listing does not declare",
        Severity.Critical,
        "The source declares its files, and this one is not among them: somebody added it without the source's word for it.",
        "Do not deploy. Remove the file or have it declared.",
        "A folder with a manifest contains a script that the manifest does not name.",
        _integrity);

    public static Rule Refused { get; } = new(
        "ASY-HSH-006",
        "An entry that was not followed",
        Severity.Medium,
        "A link, a device or a name that leads elsewhere was not read, so nothing is known about what a loader would find behind it. A "
        + "name that leads out of the model's folder can overwrite files of whoever downloads it.",
        "Replace links by the files themselves; remove everything that is not a plain file with a plain name.",
        "weights.bin is a symbolic link to /etc/passwd; a file is called ../../.bashrc.",
        ["CWE-59", "CWE-22", "AML.T0011.000"]);

    public static Rule Unreadable { get; } = new(
        "ASY-HSH-007",
        "A file could not be read",
        Severity.Medium,
        "Nothing is known about this file: it was not hashed and not examined.",
        "Make the file readable, or wait until it is no longer written to, and scan again.",
        "A file without read permission; a checkpoint that training still writes to.",
        ["CWE-345", "AML.T0010.003"]);

    /// <summary>In the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
        [Sha256Mismatch, GitBlobMismatch, SizeMismatch, Missing, Undeclared, Refused, Unreadable, .. TrustRules.All, .. AdvisoryRules.All];
}
