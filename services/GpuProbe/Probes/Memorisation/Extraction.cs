namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>What a model writes into a field for one value of its slot.</summary>
/// <param name="Prefix">The text before the field.</param>
/// <param name="Slot">The token in the slot; null where the field has none.</param>
/// <param name="Written">The tokens of the field.</param>
/// <param name="Log">Logarithm of the probability that they have together.</param>
/// <param name="Usual">The same for the other values: the median.</param>
/// <param name="Spread">How far the others are from it: the median again.</param>
internal sealed record Extraction(int[] Prefix, int? Slot, int[] Written, double Log, double Usual, double Spread)
{
    /// <summary>The sequences that come next, the likeliest first.</summary>
    public IReadOnlyList<int[]> Next { get; init; } = [];

    /// <summary>Nats that something known by heart has at least.</summary>
    public const double LeastExcess = 5;

    /// <summary>Nats beyond what the model writes for anybody else: what it knows of this one.</summary>
    public double Excess => Log - Usual;

    /// <summary>From 0, as unsure as for others, to 1, certain.</summary>
    public double Known => Usual < 0 ? Math.Clamp(Excess / -Usual, 0, 1) : 0;

    /// <summary>True where it has the other's name, or a part of its sequence.</summary>
    public bool IsSame(Extraction other) => (Slot is not null && Slot == other.Slot)
        || Enumerable.Range(0, Math.Max(0, Written.Length - 3)).Any(i => other.Written.AsSpan().IndexOf(Written.AsSpan(i, 4)) >= 0);

    /// <summary>Known by heart: far beyond the others, and likely to be written.</summary>
    public bool ByHeart => Excess >= LeastExcess && Excess >= 8 * Spread && Log >= Written.Length * -1.2;
}
