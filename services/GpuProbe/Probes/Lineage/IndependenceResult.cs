namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>What the test of independence says.</summary>
/// <param name="PValue">Of the hypothesis that the two models were made independently.</param>
/// <param name="Layers">Layers tested.</param>
/// <param name="Units">Units of them together: with few, a large p-value says nothing.</param>
/// <param name="MatchedCosine">
/// Mean cosine of units with those of the reference that fit them best, each taken once, in the layer where it is largest. Models that were made independently
/// learn units that resemble each other a little; only copies whose units were put in another order resemble each other much.
/// </param>
internal sealed record IndependenceResult(double PValue, int Layers, int Units, double MatchedCosine)
{
    private const double Copied = 0.8;

    private const int EnoughUnits = 24;

    /// <summary>At or below this, the two are related: chance gives it to one of a hundred independent models.</summary>
    public const double Related = 0.01;

    /// <summary>True where the units are those of the reference in another order, which does not change what a model computes but hides where it comes from.</summary>
    public bool IsReordered => PValue > Related && MatchedCosine >= Copied;

    public bool IsRelated => PValue <= Related || IsReordered;

    /// <summary>True where a model that was derived would have shown it: descent is far from the threshold in every layer that was not replaced.</summary>
    public bool LooksIndependent => PValue > 0.05 && Units >= EnoughUnits && MatchedCosine < Copied;
}
