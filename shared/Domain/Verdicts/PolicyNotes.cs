using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Policies;

namespace Assay.Domain.Verdicts;

/// <summary>What the policy changed about the findings, in words: whoever reads the verdict has to know.</summary>
internal static class PolicyNotes
{
    public static IEnumerable<string> Of(ScanEvidence evidence, IReadOnlyList<ArtifactReport> artifacts)
    {
        var suppressed = artifacts.SelectMany(a => a.Suppressed).ToList();
        if (suppressed.Count > 0)
            yield return $"{Count(suppressed.Count)} suppressed by policy '{evidence.Policy.Name}': {Rules(suppressed.Select(s => s.Finding.Rule))}";
        var weighed = artifacts.SelectMany(a => a.Findings).Where(f => f.UsualSeverity is not null);
        foreach (var changed in weighed.GroupBy(f => (f.Rule, f.UsualSeverity, f.Severity)))
        {
            yield return $"policy '{evidence.Policy.Name}' counts {changed.Key.Rule} as {Word(changed.Key.Severity)} instead of "
                + $"{Word(changed.Key.UsualSeverity!.Value)} ({changed.Count()} {(changed.Count() == 1 ? "finding" : "findings")})";
        }
        foreach (var suppression in evidence.Policy.Suppressions.Where(s => !s.HoldsAt(evidence.Now)))
        {
            var again = artifacts.Sum(a => a.Findings.Count(f => suppression.IsAbout(f, a.Path, a.Sha256)));
            if (again > 0) yield return Ended(suppression, again);
        }
    }

    private static string Ended(Suppression suppression, int again) =>
        $"the suppression of {suppression.Rule} ({EvidenceText.Quote(suppression.Reason)}) ended on {suppression.Expires:yyyy-MM-dd}: "
        + (again == 1 ? "1 finding counts again" : $"{again} findings count again");

    private static string Count(int count) => count == 1 ? "1 finding is" : $"{count} findings are";

    private static string Rules(IEnumerable<string> rules) => string.Join(", ", rules.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();
}
