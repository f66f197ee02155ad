using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Policies;

namespace Assay.Domain.Verdicts;

/// <summary>Applies what a policy says about single rules: its severities, then its suppressions.</summary>
internal static class FindingSift
{
    /// <summary>Both lists worst first.</summary>
    public static (IReadOnlyList<JudgedFinding> Counted, IReadOnlyList<SuppressedFinding> Suppressed) By(
        ScanEvidence evidence, IEnumerable<JudgedFinding> findings, string path, Sha256Digest content)
    {
        var counted = new List<JudgedFinding>();
        var suppressed = new List<SuppressedFinding>();
        foreach (var judged in Ordered(findings.Select(f => Weighed(f, evidence.Policy))))
        {
            var suppression = evidence.Policy.Suppressions.FirstOrDefault(s => s.HoldsAt(evidence.Now) && s.IsAbout(judged.Finding, path, content));
            if (suppression is null) counted.Add(judged);
            else suppressed.Add(new(judged.Finding, suppression.Reason, suppression.Expires));
        }
        return (counted, suppressed);
    }

    private static JudgedFinding Weighed(JudgedFinding judged, Policy policy)
    {
        var finding = judged.Finding;
        return policy.Severities.TryGetValue(finding.Rule, out var severity) && severity != finding.Severity
            ? judged with { Finding = finding with { Severity = severity, UsualSeverity = finding.Severity } }
            : judged;
    }

    private static IEnumerable<JudgedFinding> Ordered(IEnumerable<JudgedFinding> findings) => findings
        .OrderByDescending(f => f.Finding.Severity).ThenByDescending(f => f.Finding.Confidence).ThenBy(f => f.Finding.Location.Offset ?? 0);
}
