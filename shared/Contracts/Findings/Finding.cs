using System.Text.Json.Serialization;
using Assay.Contracts.Values;

namespace Assay.Contracts.Findings;

/// <summary>Something an analyser or probe saw, with what a person needs to judge it. A fact about content: immutable.</summary>
/// <param name="Rule">Stable rule id, <c>ASY-XXX-NNN</c>; the rule's page explains it.</param>
/// <param name="Severity">By consequence for the one who loads the model.</param>
/// <param name="Confidence">How sure the analyser is.</param>
/// <param name="Title">The rule's short name, the same for each finding of the rule.</param>
/// <param name="Message">One or two sentences about this very case: what, why it matters, what to do.</param>
/// <param name="Location">Where it was seen.</param>
/// <param name="Evidence">What was seen, each with a label; values are quoted by <see cref="EvidenceText.Quote"/>.</param>
/// <param name="References">CWE, MITRE ATLAS, CVE/GHSA ids.</param>
public sealed record Finding(
    string Rule,
    Severity Severity,
    Confidence Confidence,
    string Title,
    string Message,
    FindingLocation Location,
    IReadOnlyList<Evidence> Evidence,
    IReadOnlyList<string> References)
{
    /// <summary>A statistic can rank and escalate; only a fact can reject. False for anomaly scores and p-values.</summary>
    public bool IsFact { get; init; } = true;

    /// <summary>The severity that the analyser gave, where the policy gives another; null where it is <see cref="Severity"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Severity? UsualSeverity { get; init; }
}
