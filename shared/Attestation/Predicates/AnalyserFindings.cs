using System.Globalization;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;

namespace Assay.Attestation.Predicates;

/// <summary>Which findings an analyser answers for, in the words of the predicates.</summary>
internal static class AnalyserFindings
{
    /// <summary>Whoever wants all places reads the report; a statement names the first few.</summary>
    private const int MostPlaces = 20;

    /// <summary>Findings by analyser, with the path of their file.</summary>
    public static ILookup<string, (string Path, Finding Finding)> Of(ScannedModel model)
    {
        var ran = model.Report.Coverage.Analysers.Where(ScanStatements.HasRun).Select(a => a.Analyser).ToHashSet(StringComparer.Ordinal);
        return model.Report.Artifacts
            .SelectMany(a => a.Findings.Select(f => (a.Path, Finding: f)))
            .ToLookup(f => model.ReportersOf(f.Finding.Rule).FirstOrDefault(ran.Contains) ?? model.Tool.Name, StringComparer.Ordinal);
    }

    public static VulnsPredicate Vulns(ScannedModel model, AnalyserCoverage analyser, ScannerRules? rules, IEnumerable<(string Path, Finding Finding)> found) => new()
    {
        ScannerUri = UriOf(analyser),
        ScannerVersion = analyser.Version ?? "",
        Rules = rules?.Rules ?? default,
        Results = [.. found.GroupBy(f => f.Finding.Rule, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Result)],
        StartedOn = model.StartedAt,
        FinishedOn = model.DecidedAt,
    };

    public static TestResultPredicate Suite(ScannedModel model, AnalyserCoverage analyser, ScannerRules rules, IEnumerable<(string Path, Finding Finding)> found)
    {
        var byRule = found.GroupBy(f => f.Finding.Rule, f => f.Finding, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        List<string> failed = [.. byRule.Where(g => g.Any(IsFailure)).Select(g => g.Key)];
        List<string> warned = [.. byRule.Where(g => !g.Any(IsFailure) && g.Any(f => f.Severity > Severity.Info)).Select(g => g.Key)];
        var statistics = model.Report.Probes.Where(p => p.Probe == analyser.Analyser).Select(p => $"{p.Statistic} {p.Path}");
        var isWarning = warned.Count > 0 || analyser.Status == CoverageStatus.Partial;
        return new(
            failed.Count > 0 ? TestOutcome.Failed : isWarning ? TestOutcome.Warned : TestOutcome.Passed,
            [.. Configuration(analyser, rules)],
            [.. statistics.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            warned,
            failed);
    }

    /// <summary>A statistic alone accuses nobody.</summary>
    private static bool IsFailure(Finding finding) => finding.IsFact && finding.Severity >= Severity.High;

    private static IEnumerable<ResourceDescriptor> Configuration(AnalyserCoverage analyser, ScannerRules rules)
    {
        if (!rules.Settings.IsEmpty) yield return new(rules.Settings, UriOf(analyser) + "/settings", "settings");
        if (!rules.Rules.IsEmpty) yield return new(rules.Rules, UriOf(analyser) + "/rules", "rules");
    }

    private static string UriOf(AnalyserCoverage analyser) => $"https://assay.dev/analyser/{Uri.EscapeDataString(analyser.Analyser)}";

    private static VulnResult Result(IGrouping<string, (string Path, Finding Finding)> found)
    {
        var worst = found.Max(f => f.Finding.Severity);
        var places = found.Select(f => f.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostPlaces);
        return new(
            found.Key,
            [new("assay", worst.ToString().ToLowerInvariant())],
            [
                KeyValuePair.Create("title", found.First().Finding.Title),
                KeyValuePair.Create("findings", found.Count().ToString(CultureInfo.InvariantCulture)),
                .. places.Select(p => KeyValuePair.Create("path", p)),
            ]);
    }
}
