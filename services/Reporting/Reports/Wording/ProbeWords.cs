using Assay.Contracts.Reports;

namespace Assay.Reporting.Reports.Wording;

/// <summary>What the probes found, one line a statistic. The text holds untrusted parts.</summary>
internal static class ProbeWords
{
    /// <summary>Statistics printed for people; the JSON report has them all.</summary>
    private const int MaxLines = 20;

    public static IEnumerable<string> Lines(ModelReport model)
    {
        if (model.TrojanProbability is { } combined)
        {
            yield return $"Probability of hidden behaviour, all probes together: {ReportNumbers.Significant(combined)}.";
        }
        foreach (var probe in model.Probes.OrderByDescending(p => p.Probability ?? -1).Take(MaxLines)) yield return Line(probe);
        if (model.Probes.Count > MaxLines) yield return $"{model.Probes.Count - MaxLines} more statistics are in the JSON report.";
    }

    private static string Line(ProbeReport probe)
    {
        var text = $"{probe.Probe} on {probe.Path}: {probe.Statistic} = {Number(probe.Value)}";
        if (probe.PValue is { } p) text += $", p = {ReportNumbers.Significant(p)}";
        if (probe.Probability is { } probability) text += $", probability {ReportNumbers.Significant(probability)}";
        return text;
    }

    private static string Number(double? value) => value is { } known ? ReportNumbers.Significant(known) : "not computed";
}
