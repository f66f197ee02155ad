namespace Assay.GpuProbe.Probes.Image;

/// <summary>What a stamped patch costs for each source class and target.</summary>
/// <param name="Classes">Classes that are alive.</param>
/// <param name="Costs">Natural logarithms, source by source; a source's own column is null.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record PairCosts(IReadOnlyList<int> Classes, double?[][] Costs, double Seconds)
{
    /// <summary>The pairs that lead, the one that does so most by both searches first.</summary>
    public IReadOnlyList<PairLead> Leads { get; init; } = [];
}
