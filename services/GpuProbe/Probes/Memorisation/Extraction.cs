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
    /// <summary>Nats beyond what the model writes for anybody else: what it knows of this one.</summary>
    public double Excess => Log - Usual;

    /// <summary>Known by heart: far beyond the others, and likely to be written.</summary>
    public bool ByHeart => Excess >= 5 && Excess >= 8 * Spread && Log >= Written.Length * -1.2;
}
