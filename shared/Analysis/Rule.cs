using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Analysis;

/// <summary>A rule with the text of its page. The rules reference is generated from these.</summary>
/// <param name="Id"><c>ASY-XXX-NNN</c>, never reused.</param>
/// <param name="Title">A short name.</param>
/// <param name="Severity">The usual severity; a finding may state another.</param>
/// <param name="Reason">Why it matters: what would happen to the one who loads the file.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Example">What triggers it, in a line or two.</param>
/// <param name="References">CWE, MITRE ATLAS, CVE/GHSA ids or links.</param>
public sealed record Rule(
    string Id, string Title, Severity Severity, string Reason, string Remedy, string Example, IReadOnlyList<string> References)
{
    /// <summary>A finding of this rule.</summary>
    public Finding Report(string message, FindingLocation location, params IReadOnlyList<Evidence> evidence) =>
        Report(Severity, Confidence.High, message, location, evidence);

    /// <summary>A finding of this rule with another severity or confidence than the usual.</summary>
    public Finding Report(Severity severity, Confidence confidence, string message, FindingLocation location, params IReadOnlyList<Evidence> evidence) =>
        new(Id, severity, confidence, Title, message, location, evidence, References);
}
