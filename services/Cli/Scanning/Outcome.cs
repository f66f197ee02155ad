using Assay.Contracts.Reports;
using Assay.Contracts.Values;

namespace Assay.Cli.Scanning;

/// <summary>What a report means for the exit status.</summary>
internal static class Outcome
{
    /// <summary>
    /// Findings at or above the threshold outrank an incomplete scan: a gate has to stop for either, and the finding is the more useful answer.
    /// </summary>
    public static int Of(ScanReport report, Severity failOn, TextWriter error)
    {
        var incomplete = report.Models.Where(m => m.Verdict == VerdictKind.Incomplete || m.Coverage.Analysers.Any(a => a.Status is CoverageStatus.Failed or CoverageStatus.Absent)).ToList();
        foreach (var model in incomplete)
            error.WriteLine($"assay: {Contracts.Findings.EvidenceText.Quote(model.Target)}: incomplete: {Why(model)}");
        if (report.Models.Any(m => m.Artifacts.Any(a => a.Findings.Any(f => f.Severity >= failOn)))) return ExitCode.Findings;
        return incomplete.Count > 0 ? ExitCode.Incomplete : ExitCode.Ok;
    }

    private static string Why(ModelReport model)
    {
        if (model.Verdict == VerdictKind.Incomplete && model.Reasons.Count > 0) return model.Reasons[0];
        var gap = model.Coverage.Analysers.FirstOrDefault(a => a.Status is CoverageStatus.Failed or CoverageStatus.Absent);
        return gap is null ? "no reason was recorded" : $"{gap.Analyser}: {gap.Reason}";
    }
}
