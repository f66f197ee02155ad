using Assay.Contracts.Findings;
using Assay.Contracts.Reports;

namespace Assay.Reporting.Reports.Wording;

/// <summary>Sentences about single findings that the formats share. They hold untrusted parts.</summary>
internal static class FindingWords
{
    /// <summary>How sure it is, where that is worth a line: a finding of high confidence that is a fact needs none.</summary>
    public static string? Doubt(Finding finding)
    {
        var confidence = finding.Confidence.ToString().ToLowerInvariant();
        if (!finding.IsFact) return $"confidence {confidence}, a statistic: it can ask for a look, not reject";
        return finding.Confidence == Contracts.Values.Confidence.High ? null : $"confidence {confidence}";
    }

    /// <summary>What the policy changed; null where nothing.</summary>
    public static string? Changed(Finding finding) => finding.UsualSeverity is { } usual
        ? $"the policy counts this as {finding.Severity.ToString().ToLowerInvariant()} instead of {usual.ToString().ToLowerInvariant()}"
        : null;

    /// <summary><c>until 2027-01-31: reviewed by the platform team</c></summary>
    public static string Suppressed(SuppressedFinding suppressed) =>
        (suppressed.Expires is { } last ? $"until {last:yyyy-MM-dd}: " : "") + suppressed.Reason;
}
