namespace Assay.GpuProbe.Probes.Graph;

/// <summary>An element of a value that stays the same.</summary>
/// <param name="Value">The value.</param>
/// <param name="Element">Which of its elements for one input.</param>
/// <param name="Usual">The number that it has.</param>
/// <param name="Fired">For how many inputs it had another.</param>
/// <param name="Scale">How large the other elements of the value are, where there are many; null where it stands alone.</param>
/// <param name="Observed">Another number that it was seen to have; null for none.</param>
internal sealed record Candidate(ExposedValue Value, int Element, float Usual, int Fired, float? Scale, float? Observed)
{
    /// <summary>Elements of the same value that are awake, some of them, where there are many.</summary>
    public IReadOnlyList<int> Siblings { get; init; } = [];
}
