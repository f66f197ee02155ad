using Assay.Contracts.Reports;
using Assay.Contracts.Rules;
using Assay.Contracts.Values;

namespace Assay.Reporting.Reports.Sarif;

/// <summary>What goes into the log: artifacts, rules and results with their numbers, within the limits of code scanning.</summary>
internal sealed class SarifLog
{
    /// <summary>GitHub refuses a run with more results; the worst are kept.</summary>
    public const int MaxResults = 25_000;

    /// <summary>Files without findings that are listed; those with findings always are.</summary>
    private const int MaxQuietArtifacts = 10_000;

    public SarifLog(ScanReport report, IRuleCatalogue catalogue, string? root)
    {
        var results = new List<SarifResult>();
        var quiet = 0;
        foreach (var model in report.Models)
        {
            foreach (var artifact in model.Artifacts)
            {
                var isQuiet = artifact.Findings.Count + artifact.Suppressed.Count == 0;
                if (isQuiet && ++quiet > MaxQuietArtifacts) continue;
                var number = Artifacts.Count;
                Artifacts.Add((artifact, SarifPlace.Of(model, artifact.Path, root)));
                results.AddRange(artifact.Findings.Select(f => new SarifResult(f, model, number, null)));
                results.AddRange(artifact.Suppressed.Select(s => new SarifResult(s.Finding, model, number, s)));
            }
        }
        Results = [.. results.OrderBy(r => r.Suppressed is not null).ThenByDescending(r => r.Finding.Severity).Take(MaxResults)];
        LeftOut = results.Count - Results.Count;
        Rules = SarifRule.Of(Results, catalogue);
        RuleNumbers = Rules.Select((rule, number) => (rule.Id, number)).ToDictionary(r => r.Id, r => r.number, StringComparer.Ordinal);
        Weaknesses = Taxa(r => RuleReference.CweNumber(r) is not null);
        Techniques = Taxa(RuleReference.IsAtlas);
        Notices = [.. report.Models.SelectMany(Gaps)];
        IsComplete = report.Models.Count > 0 && report.Models.All(m => m.Verdict != VerdictKind.Incomplete);
    }

    public List<(ArtifactReport Artifact, (string Uri, string? Base) Place)> Artifacts { get; } = [];

    /// <summary>Worst first; those that count before the suppressed ones.</summary>
    public IReadOnlyList<SarifResult> Results { get; }

    public int LeftOut { get; }

    public IReadOnlyList<SarifRule> Rules { get; }

    public IReadOnlyDictionary<string, int> RuleNumbers { get; }

    /// <summary>CWE ids that the rules refer to, in order.</summary>
    public IReadOnlyList<string> Weaknesses { get; }

    /// <summary>Techniques of MITRE ATLAS that the rules refer to, in order.</summary>
    public IReadOnlyList<string> Techniques { get; }

    /// <summary>What was not looked at, by level.</summary>
    public IReadOnlyList<(string Level, string Text)> Notices { get; }

    public bool IsComplete { get; }

    private List<string> Taxa(Func<string, bool> isOne) =>
        [.. Rules.SelectMany(r => r.References).Where(isOne).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<(string Level, string Text)> Gaps(ModelReport model)
    {
        if (model.Verdict == VerdictKind.Incomplete)
            yield return ("error", $"{model.Target}: incomplete: {string.Join("; ", model.Reasons)}");
        foreach (var analyser in model.Coverage.Analysers.Where(a => !IsShadow(a)))
        {
            if (analyser.Status is CoverageStatus.Failed or CoverageStatus.Absent)
                yield return ("error", $"{model.Target}: {analyser.Analyser} {Word(analyser.Status)}: {analyser.Reason}");
            else if (analyser.Status == CoverageStatus.Partial)
                yield return ("warning", $"{model.Target}: {analyser.Analyser} examined a part only: {analyser.Reason}");
        }
        foreach (var unread in model.Artifacts.Where(a => a.Sha256.IsEmpty).Take(100))
            yield return ("warning", $"{model.Target}: {unread.Path} was not read: {unread.Note}");
        foreach (var warning in model.Coverage.Warnings) yield return ("warning", $"{model.Target}: {warning}");
    }

    private static bool IsShadow(AnalyserCoverage analyser) => string.Equals(analyser.Maturity, "shadow", StringComparison.OrdinalIgnoreCase);

    private static string Word(CoverageStatus status) => status.ToString().ToLowerInvariant();
}
