using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Domain.Policies;

/// <summary>A line that a finding reaches when it is at or above both values.</summary>
public sealed record Threshold(Severity Severity, Confidence Confidence)
{
    public bool IsReachedBy(Finding finding) => finding.Severity >= Severity && finding.Confidence >= Confidence;
}
