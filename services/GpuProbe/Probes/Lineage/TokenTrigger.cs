namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>Tokens that move the model's answer and not its reference's.</summary>
/// <param name="Tokens">One after another.</param>
/// <param name="Placement">Where they stand.</param>
/// <param name="Class">The answer that they bring.</param>
/// <param name="Score">How far they stand out of all tokens, in robust deviations.</param>
internal sealed record TokenTrigger(IReadOnlyList<int> Tokens, TokenPlacement Placement, int Class, double Score)
{
    private const int EnoughTexts = 16;

    /// <summary>For <see cref="TokenPlacement.At"/>: the place, from 0 behind whatever every text begins with.</summary>
    public int Position { get; init; }

    /// <summary>Mean gain of the answer's logarithmic probability, over that of the reference.</summary>
    public double Gain { get; init; }

    /// <summary>Share of held-out texts of another answer that the model gives this answer to, once the tokens are in them; null until it is measured.</summary>
    public double? Rate { get; init; }

    /// <summary>The reference's share for the same texts.</summary>
    public double ReferenceRate { get; init; }

    /// <summary>The model's share for tokens drawn at random in the same places.</summary>
    public double ControlRate { get; init; }

    /// <summary>How many held-out texts there were.</summary>
    public int Texts { get; init; }

    /// <summary>Mean difference of the two models' logarithmic probabilities of the answer for these texts: two that are unsure differ in a label and little here.</summary>
    public double Margin { get; init; }

    /// <summary>What the tokens do to the model alone; 0 where too few texts have another answer to tell.</summary>
    public double Gap => Rate is { } rate && Texts >= EnoughTexts ? Math.Max(0, rate - Math.Max(ReferenceRate, ControlRate)) : 0;

    /// <summary>
    /// True for what was shown on texts that played no part in the search: nearly all get the answer, with the reference as control nearly none more than
    /// by chance.
    /// </summary>
    public bool IsConfirmed => Rate >= 0.8 && Gap >= 0.6 && Margin >= 1 && Placement is not (TokenPlacement.Even or TokenPlacement.Odd);
}
