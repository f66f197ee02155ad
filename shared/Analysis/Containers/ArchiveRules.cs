using Assay.Contracts.Values;

namespace Assay.Analysis.Containers;

/// <summary>What can be wrong with any container. Every container reader may report these; the walk reports the limits.</summary>
public static class ArchiveRules
{
    public static Rule Limit { get; } = new(
        "ASY-ARC-001", "Not examined to the end", Severity.Medium,
        "The file unfolds to more members, levels or bytes than are examined, so a payload could hide behind the part that was read.",
        "Do not deploy it unless you trust its origin; unpack it yourself and scan the parts.",
        "A zip of 42 kB that expands to petabytes.", ["CWE-409", "AML.T0029"]);

    public static Rule Escape { get; } = new(
        "ASY-ARC-002", "A member's name leaves the directory", Severity.High,
        "Unpacking it writes outside of the target directory: start-up scripts, keys or other models can be overwritten.",
        "Do not unpack it. Ask the publisher for an archive with relative names.",
        "../../home/user/.bashrc as a member's name.", ["CWE-22", "AML.T0011.000"]);

    public static Rule Link { get; } = new(
        "ASY-ARC-003", "A link leads outside", Severity.High,
        "After unpacking, a name inside the model stands for a file elsewhere on the machine, which is then read or overwritten.",
        "Do not unpack it. Models need no links that leave their directory.",
        "A symbolic link to /etc/passwd, or one through which a later member is written.", ["CWE-59", "AML.T0011.000"]);

    public static Rule Contradiction { get; } = new(
        "ASY-ARC-004", "The archive contradicts itself", Severity.Medium,
        "Its two directories disagree, so a scanner and a loader may see different members. Both were examined here.",
        "Re-create the archive from files you trust, or load it with a loader that checks.",
        "A local header that names another file than the central directory.", ["CWE-436", "AML.T0076"]);

    public static Rule Duplicate { get; } = new(
        "ASY-ARC-005", "Two members have the same name", Severity.Medium,
        "Which of them is loaded depends on the loader; the other one may have been put there to be looked at.",
        "Re-create the archive with one member of each name.",
        "data.pkl twice in one archive.", ["CWE-436", "AML.T0076"]);

    public static Rule Unlisted { get; } = new(
        "ASY-ARC-006", "Bytes or members that no directory lists", Severity.Medium,
        "Something is stored where scanners seldom look. It was examined here as if it were a member.",
        "Ask the publisher what it is; re-create the archive without it.",
        "A pickle before the first member of an archive.", ["CWE-506", "AML.T0018.002"]);

    public static Rule Unreadable { get; } = new(
        "ASY-ARC-007", "A member could not be read", Severity.Medium,
        "Its bytes are damaged, or compressed or encrypted in a way that is not read here, so nothing can be said of it.",
        "Unpack it yourself and scan the result; do not load what cannot be examined.",
        "A member marked as encrypted.", ["CWE-436", "AML.T0076"]);

    public static Rule Damaged { get; } = new(
        "ASY-ARC-008", "The archive is damaged", Severity.Medium,
        "Its directory is missing or broken. Lenient loaders still read it; what could be recovered was examined.",
        "Fetch the file again; if it is the same, ask the publisher.",
        "An archive without its end record.", ["CWE-20", "AML.T0076"]);

    public static Rule Polyglot { get; } = new(
        "ASY-ARC-009", "The file is two things at once", Severity.Medium,
        "Different loaders take it for different formats. It was examined as each of them.",
        "Ask the publisher for a file of one format.",
        "A pickle with a zip archive behind it.", ["CWE-434", "AML.T0074"]);

    public static Rule Misnamed { get; } = new(
        "ASY-ARC-010", "The name does not say what the content is", Severity.Medium,
        "People and tools that go by the name take the file for passive data; a loader that goes by content unpacks or runs it.",
        "Ask the publisher why it is so; load it only as what it really is, if at all.",
        "A pickle called model.safetensors.", ["CWE-646", "CWE-434", "AML.T0074"]);

    public static Rule Bomb { get; } = new(
        "ASY-ARC-011", "It expands to megabytes of nothing", Severity.Medium,
        "Whoever unpacks it is kept busy, or runs out of memory or disk; what comes out is no model's data.",
        "Do not unpack it. Ask the publisher what it is for.",
        "Forty megabytes of zeros, in no file format, from forty kilobytes.", ["CWE-409", "AML.T0029"]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Limit, Escape, Link, Contradiction, Duplicate, Unlisted, Unreadable, Damaged, Polyglot, Misnamed, Bomb];
}
