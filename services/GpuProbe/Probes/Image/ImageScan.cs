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

    public FamilyCosts? Of(string family) => Families.FirstOrDefault(f => f.Family == family);
}
