namespace Assay.GpuProbe.Probes.Image;

/// <summary>What a second look at a candidate found.</summary>
/// <param name="Candidate">Which.</param>
/// <param name="Cost">Natural logarithm of the trigger's size, of colours what <see cref="ColourSearch"/> measures; looked for anew with other images.</param>
/// <param name="ControlCost">The same of the cheapest of the controls: other classes of the same model, in the same search.</param>
/// <param name="OnPrototypes">Share of prototypes that were not searched with and that it turns; null where there were too few.</param>
/// <param name="OnSynthetic">Likewise of noise, shapes and textures.</param>
/// <param name="Scrambled">Share of the prototypes that the same numbers turn in another order; null where that means nothing.</param>
internal sealed record Confirmation(
    TriggerCandidate Candidate, double Cost, double ControlCost, double? OnPrototypes, double? OnSynthetic, double? Scrambled)
{
    /// <summary>
    /// Share of held-out images that have to be turned. Where each class has a target of its own, chance turns few of them; and a displacement that was
    /// found is never quite the one that was taught. A change of colours that turns nearly all is what honest models have, too.
    /// </summary>
    public double WantedSuccess => Candidate.Family switch
    {
        CyclicSearch.Name or "warped" => 0.6,
        ColourMap.Key => 0.95,
        _ => 0.9,
    };

    /// <summary>Most that the same numbers in another order may turn.</summary>
    public const double MostScrambled = 0.5;

    /// <summary>How much cheaper than the cheapest control, in natural logarithms; of colours, in the model's usual margins.</summary>
    public double Lead => ControlCost - Cost;

    /// <summary>The least success on images that were not searched with.</summary>
    public double Success => Math.Min(OnPrototypes ?? 0, OnSynthetic ?? 1);

    /// <summary>
    /// Leads that no honest model of those that this was tried on came near to; see the README for the numbers. A trigger for one source class is
    /// judged by
    /// the same as one for all.
    /// </summary>
    public double WantedLead => (Candidate.Family, Candidate.Source) switch
    {
        ("stamped", null) => 1.1,
        ("added", null) => 0.6,
        ("stamped", _) => 1.1,
        (CyclicSearch.Name, _) => 0.8,
        ("warped", _) => 0.45,
        (ColourMap.Key, _) => 0.8,
        _ => double.PositiveInfinity,
    };

    public bool IsConfirmed => Success >= WantedSuccess && !(Scrambled > MostScrambled) && Lead >= WantedLead;
}
