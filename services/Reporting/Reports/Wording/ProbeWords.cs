using System.Globalization;
using Assay.Contracts.Reports;

namespace Assay.Reporting.Reports.Wording;

/// <summary>What the probes found, one line a statistic. The text holds untrusted parts.</summary>
internal static class ProbeWords
{
    /// <summary>Statistics printed for people; the JSON report has them all.</summary>
    private const int MaxLines = 20;

    /// <summary>One trusted model in ten is as unusual in one of the two directions.</summary>
    private const double Unusual = 0.1;

    public static IEnumerable<string> Lines(ModelReport model)
    {
        if (model.TrojanProbability is { } combined)
        {
            yield return $"Probability of hidden behaviour, all probes together: {Probability(combined)}. What each probe finds and what it cannot see: docs/probes.";
            if (model.OperatingPoint is { } point) yield return OperatingPointWords.Of(point);
        }
        foreach (var probe in model.Probes.OrderBy(Rank).ThenBy(p => p.PValue ?? 1).Take(MaxLines)) yield return Line(probe);
        if (model.Probes.Count > MaxLines) yield return $"{model.Probes.Count - MaxLines} more statistics are in the JSON report.";
    }

    private static string Line(ProbeReport probe)
    {
        var text = $"{probe.Probe} on {probe.Path}: {probe.Statistic} = {Number(probe.Value)}";
        if (probe.PValue is { } p) text += $", p = {ReportNumbers.Significant(p)}{(probe.References is { } n ? $" among {n} trusted models" : "")}";
        if (probe.PTwoSided is { } both and <= Unusual && probe.PValue > 0.5) text += $", unusual on the side that is not suspected (p = {ReportNumbers.Significant(both)} for both sides)";
        if (probe.Probability is { } probability) text += $", probability {Probability(probability)}";
        return text;
    }

    /// <summary>What says most first; what a probe cost last.</summary>
    private static int Rank(ProbeReport probe) => probe switch
    {
        { Probability: not null } => 0,
        { PValue: not null } => 1,
        { Statistic: "probe_seconds" or "probe_runtime_share" } => 3,
        _ => 2,
    };

    /// <summary>Three digits; what rounds to certainty is not certain.</summary>
    private static string Probability(double value) => value switch
    {
        >= 0.9995 => "above 0.999",
        < 0.0005 => "below 0.001",
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    private static string Number(double? value) => value is { } known ? ReportNumbers.Significant(known) : "not computed";
}
