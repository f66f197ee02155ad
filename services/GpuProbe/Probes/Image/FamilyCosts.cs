namespace Assay.GpuProbe.Probes.Image;

/// <summary>What one family of triggers costs for each target of a model.</summary>
/// <param name="Family">The family's name.</param>
/// <param name="Targets">Classes that are alive.</param>
/// <param name="Costs">Of the <see cref="FoundTrigger"/>s, one for each target.</param>
/// <param name="FlipRates">Shares of carriers turned at the end, one for each target.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record FamilyCosts(string Family, IReadOnlyList<int> Targets, IReadOnlyList<double> Costs, IReadOnlyList<double> FlipRates, double Seconds)
{
    /// <summary>The target that costs least; -1 where there is none.</summary>
    public int Best => Costs.Count == 0 ? -1 : Targets[IndexOfLeast];

    /// <summary>The least cost.</summary>
    public double? Least => Costs.Count == 0 ? null : Costs[IndexOfLeast];

    /// <summary>From the cheapest target to the next: large where one class is open to a trigger and no other.</summary>
    public double? Gap => Costs.Count < 3 ? null : Sorted[1] - Sorted[0];

    /// <summary>From the cheapest target to the median.</summary>
    public double? MedianGap => Costs.Count < 3 ? null : Robust.Median(Costs) - Costs.Min();

    /// <summary>
    /// The cheapest target's distance from the median in deviations by the median absolute deviation, as Neural Cleanse's anomaly index.
    /// </summary>
    public double? Anomaly => Costs.Count >= 3 && Robust.Spread(Costs) is var (median, deviation) ? (median - Costs.Min()) / (deviation + 0.05) : null;

    /// <summary>Costs as distances from their median, kept within bounds so that no family decides alone.</summary>
    public IReadOnlyDictionary<int, double> Standing(double low, double high)
    {
        var median = Robust.Median(Costs);
        return Targets.Zip(Costs).ToDictionary(p => p.First, p => Math.Clamp(p.Second - median, low, high));
    }

    private int IndexOfLeast => Costs.Select((cost, i) => (cost, i)).Min().i;

    private double[] Sorted => [.. Costs.Order()];
}
