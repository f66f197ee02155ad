using Assay.Contracts.Values;

namespace Assay.Contracts.Rules;

/// <summary>A rule as the reference shows it: its texts, and who reports it.</summary>
/// <param name="Id"><c>ASY-XXX-NNN</c>.</param>
/// <param name="Title">A short name.</param>
/// <param name="Severity">The usual severity; a finding may state another.</param>
/// <param name="Reason">Why it matters.</param>
/// <param name="Example">What triggers it.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="References">CWE, MITRE ATLAS, CVE/GHSA ids or links.</param>
/// <param name="Analyser">Id of the analyser, container reader or probe that reports it.</param>
/// <param name="Version">The analyser's version.</param>
/// <param name="Maturity">The analyser's maturity: shadow, advisory or enforcing.</param>
/// <param name="Data">SHA-256 of the analyser's rule data (lists, patterns); empty where it has none.</param>
public sealed record RuleEntry(
    string Id,
    string Title,
    Severity Severity,
    string Reason,
    string Example,
    string Remedy,
    IReadOnlyList<string> References,
    string Analyser,
    int Version,
    string Maturity,
    Sha256Digest Data);
