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

    public ClassMargins? Margins { get; init; }

    /// <summary>The cheapest triggers, for confirmation.</summary>
    public IReadOnlyList<TriggerCandidate> Candidates { get; init; } = [];

    /// <summary>
    /// What a pattern to add and a patch say together: a trigger of either kind lowers both costs of its own target, and chance seldom does for the
    /// same
    /// one. Critical radii differ half as much as masks do, so they count twice.
    /// </summary>
    public FamilyCosts? Joint() => Together("joint", ("added", 2, -2, 1), ("stamped", 1, -2, 1));

    private FamilyCosts? Together(string name, (string Family, double Weight, double Low, double High) a, (string Family, double Weight, double Low, double High) b)
    {
        if (Of(a.Family) is not { Costs.Count: >= 3 } first || Of(b.Family) is not { Costs.Count: >= 3 } second) return null;
        var (one, other) = (first.Standing(a.Low, a.High), second.Standing(b.Low, b.High));
        int[] targets = [.. first.Targets.Where(other.ContainsKey)];
        return new(name, targets, [.. targets.Select(t => (a.Weight * one[t]) + (b.Weight * other[t]))], [], 0);
    }

    public FamilyCosts? Of(string family) => Families.FirstOrDefault(f => f.Family == family);
}
