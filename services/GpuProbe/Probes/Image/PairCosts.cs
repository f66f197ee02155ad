namespace Assay.GpuProbe.Probes.Image;

/// <summary>What a stamped patch costs for each source class and target.</summary>
/// <param name="Classes">Classes that are alive.</param>
/// <param name="Costs">Natural logarithms, source by source; a source's own column is null.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record PairCosts(IReadOnlyList<int> Classes, double?[][] Costs, double Seconds)
{
    /// <summary>The pairs that lead, the one that does so most in the second search first.</summary>
    public IReadOnlyList<PairLead> Leads { get; init; } = [];

    /// <summary>
    /// The largest lead: that of the search or, where a pair was looked for anew, the smaller of both. Of so many pairs one leads by luck, which other images
    /// do not repeat. Null where no pair was searched twice.
    /// </summary>
    public double? HeldLead(IReadOnlyList<Confirmation> tried)
    {
        return Leads is { Count: > 0 } ? Leads.Max(Held) : null;

        double Held(PairLead pair) => tried.FirstOrDefault(t => (t.Candidate.Source, t.Candidate.Target) == (pair.Source, pair.Target)) is { } anew
            ? Math.Min(pair.Again, anew.Lead) : pair.Again;
    }
}
