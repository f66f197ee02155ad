using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>The numbers of the probe of lineage.</summary>
internal static class LineageStatistics
{
    public static IReadOnlyList<ProbeReport> Of(ProbeContext context, LineageFacts facts)
    {
        var comparison = facts.Comparison;
        var stratum = $"{facts.Reference.Kind}:{context.Interface.Task}";
        List<Evidence> setting = [new("seed", context.Seed.ToString(CultureInfo.InvariantCulture)), Evidence.Quoted("compared with", facts.Reference.Name)];
        var elements = comparison.Weights.Sum(w => w.Count);
        List<ProbeReport> reports =
        [
            Of("comparable_share", comparison.Comparable, elements),
            Of("equal_share", comparison.Share(TensorRelation.Equal), elements),
            Of("converted_share", comparison.Share(TensorRelation.Converted), elements),
            Of("pruned_share", comparison.Share(TensorRelation.Pruned), elements),
            Of("changed_share", comparison.Share(TensorRelation.Changed), elements),
            Of("unrelated_share", comparison.Share(TensorRelation.Unrelated), elements),
            Of("relative_change", comparison.RelativeChange, elements),
            Of("added_nodes", comparison.Branch.Nodes.Count, comparison.Pairing.Model.Nodes.Count),
            Of("missing_nodes_share", comparison.Branch.MissingShare, comparison.Pairing.Reference.Nodes.Count),
            Of("spliced_branch", comparison.Branch.IsSplice ? 1 : 0, comparison.Pairing.Model.Nodes.Count, StatisticDirection.Greater),
        ];
        if (comparison.Independence is { } test) reports.AddRange([Of("independence", test.PValue, test.Units), Of("matched_cosine", test.MatchedCosine, test.Units)]);
        if (facts.Direction is { } direction) reports.Add(Of("delta_concentration", direction.Excess, direction.Weight.Count));
        if (facts.Rows is { } rows) reports.Add(Of("row_outlier", rows.Outlier, rows.Tokens.Count, StatisticDirection.Greater));
        if (facts.Behaviour is { } behaviour)
        {
            reports.Add(Of("label_flips", behaviour.Flips, behaviour.Inputs));
            reports.Add(Of("divergence", behaviour.Divergence, behaviour.Inputs));
            reports.Add(Of("directed_flips", behaviour.Directed, behaviour.Inputs));
        }
        // Whether a trigger was looked for at all is what a probability may rest on: where nothing differs, nothing needs to be looked for.
        if (facts.TokensTried is { } tried) reports.Add(Of("token_trigger_gap", facts.Tokens.Select(t => t.Gap).DefaultIfEmpty(0).Max(), tried, StatisticDirection.Greater));
        if (facts.Patterns is [var first, ..])
        {
            reports.Add(Of("pattern_advantage", Math.Max(0, first.Advantage ?? 0), facts.Patterns.Count, StatisticDirection.Greater));
            reports.Add(Of("pattern_area", first.Area, first.Images));
            reports.Add(Of("pattern_gap", first.Gap, first.Images));
        }
        reports.Add(Of("confirmed_triggers", facts.ConfirmedTokens is null ? 0 : 1, facts.TokensTried, StatisticDirection.Greater));
        return reports;

        ProbeReport Of(string name, double value, long? count, StatisticDirection? direction = null) =>
            new(context.Probe, "", name, value, null, null, setting) { Count = count, Stratum = stratum, Direction = direction };
    }
}
