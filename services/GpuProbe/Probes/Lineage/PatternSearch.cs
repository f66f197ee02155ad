using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Lineage;

internal static class PatternSearch
{
    public static (IReadOnlyList<PatternTrigger> Patterns, string? Refusal) Run(ProbeContext context, ScorePair pair, CancellationToken cancellationToken) => ([], null);
}
