using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>The numbers of a scan.</summary>
internal static class ImageStatistics
{
    public const string Probe = "probe.image";

    public static IReadOnlyList<ProbeReport> Of(ProbeContext context, ImageScan scan)
    {
        List<Evidence> setting = [new("seed", context.Seed.ToString(CultureInfo.InvariantCulture)), .. context.Interface.Basis.Take(8)];
        List<ProbeReport> reports =
        [
            Report("classes_alive", scan.Alive.Count, null),
            Report("prototypes_reached", scan.Reached, null),
        ];
        foreach (var family in scan.Joint() is { } joint ? [.. scan.Families, joint] : scan.Families)
        {
            Evidence[] target = [new("target", family.Best.ToString(CultureInfo.InvariantCulture))];
            if (family.Gap is { } gap) reports.Add(Report($"{family.Family}_gap", gap, StatisticDirection.Greater, target));
            if (family.MedianGap is { } medianGap) reports.Add(Report($"{family.Family}_median_gap", medianGap, StatisticDirection.Greater, target));
            if (family.Least is { } least) reports.Add(Report($"{family.Family}_least", least, StatisticDirection.Less, target));
        }
        if (scan.Margins is { } margins)
        {
            Evidence[] largest = [new("target", margins.Largest.ToString(CultureInfo.InvariantCulture))];
            if (margins.PValue is { } p) reports.Add(Report("maximum_margin_p", p, StatisticDirection.Less, largest));
            if (margins.Gap is { } gap) reports.Add(Report("maximum_margin_gap", gap, StatisticDirection.Greater, largest));
        }
        if (PairStructure.Of(scan.Pairs) is { } pairs)
        {
            Pair("pair", pairs.Residuals);
            Pair("pair_asymmetry", pairs.Asymmetries);

            if (scan.Pairs!.Leads is [var leading, ..])
                reports.Add(Report("pair_lead", leading.Again, StatisticDirection.Greater, Which(leading.Source, leading.Target)));

            var (shift, depth) = pairs.Cycle();
            reports.Add(Report("pair_cycle", depth, StatisticDirection.Greater, new Evidence("shift", shift.ToString(CultureInfo.InvariantCulture))));

            Evidence[] Which(int source, int target) =>
                [new("source", source.ToString(CultureInfo.InvariantCulture)), new("target", target.ToString(CultureInfo.InvariantCulture))];

            void Pair(string name, double[,] matrix)
            {
                var (source, goal, _) = pairs.Lowest(matrix, 1)[0];
                var which = Which(source, goal);
                reports.Add(Report($"{name}_gap", PairStructure.Gap(matrix), StatisticDirection.Greater, which));
                reports.Add(Report($"{name}_depth", PairStructure.Depth(matrix), StatisticDirection.Greater, which));
                reports.Add(Report($"{name}_row_depth", PairStructure.RowDepth(matrix), StatisticDirection.Greater));
            }
        }
        return reports;

        ProbeReport Report(string name, double value, StatisticDirection? direction, params Evidence[] more) =>
            new(Probe, "", name, value, null, null, [.. setting, .. more]) { Count = scan.Alive.Count, Direction = direction };
    }

    /// <summary>Where there are no gradients: how far the best small block leads, and how much further than that of the next class.</summary>
    public static IReadOnlyList<ProbeReport> OfForward(ProbeContext context, double[] shares)
    {
        var order = Enumerable.Range(0, shares.Length).OrderByDescending(c => shares[c]).ThenBy(c => c).ToArray();
        List<Evidence> evidence =
        [
            new("seed", context.Seed.ToString(CultureInfo.InvariantCulture)), new("target", order[0].ToString(CultureInfo.InvariantCulture)),
            .. context.Interface.Basis.Take(8),
        ];
        return [Of("forward_share", shares[order[0]]), Of("forward_gap", shares[order[0]] - shares[order[1]])];

        ProbeReport Of(string name, double value) =>
            new(Probe, "", name, value, null, null, evidence) { Count = shares.Length, Direction = StatisticDirection.Greater };
    }
}
