namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>Tokens that move the model's answer and not its reference's.</summary>
/// <param name="Tokens">One after another.</param>
/// <param name="Placement">Where they stand.</param>
/// <param name="Class">The answer that they bring.</param>
/// <param name="Score">How far they stand out of all tokens, in robust deviations.</param>
internal sealed record TokenTrigger(IReadOnlyList<int> Tokens, TokenPlacement Placement, int Class, double Score)
{
    /// <summary>Share of held-out texts of another answer that the model gives this answer to, once the tokens are in them; null until it is measured.</summary>
    public double? Rate { get; init; }

    /// <summary>The reference's share for the same texts.</summary>
    public double ReferenceRate { get; init; }

    /// <summary>The model's share for tokens drawn at random in the same places.</summary>
    public double ControlRate { get; init; }

    /// <summary>How many held-out texts there were.</summary>
    public int Texts { get; init; }

    /// <summary>
    /// True for what was shown on texts that played no part in the search: nearly all get the answer, with the reference as control nearly none more than
    /// by chance.
    /// </summary>
    public bool IsConfirmed => Rate >= 0.8 && Rate - ReferenceRate >= 0.6 && Rate - ControlRate >= 0.6 && Texts >= 16;
}
