namespace Assay.GpuProbe.Probes.Image;

/// <summary>Everything that the searches measured on one model.</summary>
internal sealed record ImageScan
{
    /// <summary>Scores of the model, those of outputs that were never trained among them.</summary>
    public int Classes { get; init; }

    /// <summary>Classes that prototypes reach.</summary>
    public IReadOnlyList<int> Alive { get; init; } = [];

    /// <summary>Share of prototypes that are answered as they were made.</summary>
    public double Reached { get; init; }

    public double PrototypeSeconds { get; init; }

    /// <summary>By name of the family.</summary>
    public IReadOnlyList<FamilyCosts> Families { get; init; } = [];

    public PairCosts? Pairs { get; init; }

    /// <summary>The cheapest triggers, for confirmation.</summary>
    public IReadOnlyList<TriggerCandidate> Candidates { get; init; } = [];

    /// <summary>
    /// What a pattern to add and a patch say together: a trigger of either kind lowers both costs of its own target, and chance seldom does for the
    /// same
    /// one. Critical radii differ half as much as masks do, so they count twice.
    /// </summary>
    public FamilyCosts? Joint()
    {
        if (Of("added") is not { Costs.Count: >= 3 } added || Of("stamped") is not { Costs.Count: >= 3 } stamped) return null;
        var (first, second) = (added.Standing(-2, 1), stamped.Standing(-2, 1));
        int[] targets = [.. added.Targets.Where(second.ContainsKey)];
        return new("joint", targets, [.. targets.Select(t => (2 * first[t]) + second[t])], [], 0);
    }

    public FamilyCosts? Of(string family) => Families.FirstOrDefault(f => f.Family == family);
}
