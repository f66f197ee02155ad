using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>The numbers of the graph probe.</summary>
internal sealed class GraphStatistics(ProbeContext context, Observation observation, IReadOnlyList<Candidate> candidates)
{
    public IReadOnlyList<ProbeReport> Finish(int tried, List<Effect> branches)
    {
        var stratum = context.Interface.Task.ToString();
        List<Evidence> setting = [new("seed", context.Seed.ToString(CultureInfo.InvariantCulture)), .. context.Interface.Basis.Take(8)];
        return
        [
            Of("watched_values", observation.Records.Count),
            Of("dormant_elements", candidates.Count) with { Direction = StatisticDirection.Greater },
            Of("changed_elements", tried),
            Of("dominating_elements", branches.Count) with { Direction = StatisticDirection.Greater },
            Of("confirmed_branches", branches.Count > 0 ? 1 : 0) with { Direction = StatisticDirection.Greater },
        ];

        ProbeReport Of(string name, double value) => new("probe.graph", "", name, value, null, null, setting) { Count = observation.Inputs, Stratum = stratum };
    }
}
