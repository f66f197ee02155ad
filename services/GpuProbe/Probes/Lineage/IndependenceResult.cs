namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>What the test of independence says.</summary>
/// <param name="PValue">Of the hypothesis that the two models were made independently.</param>
/// <param name="Layers">Layers tested.</param>
/// <param name="Units">Units of them together: with few, a large p-value says nothing.</param>
internal sealed record IndependenceResult(double PValue, int Layers, int Units)
{
    private const int EnoughUnits = 24;

    /// <summary>At or below this, the two are related: chance gives it to one of a hundred independent models.</summary>
    public const double Related = 0.01;

    public bool IsRelated => PValue <= Related;

    /// <summary>True where a model that was derived would have shown it: descent is far from the threshold in every layer that was not replaced.</summary>
    public bool LooksIndependent => PValue > 0.05 && Units >= EnoughUnits;
}
