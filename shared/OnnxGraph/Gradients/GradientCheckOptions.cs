namespace Assay.OnnxGraph.Gradients;

/// <summary>How strictly a gradient is checked.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>Random directions. Default: 8.</summary>
    public int Directions { get; init; } = 8;

    /// <summary>Largest difference that is accepted, relative to the gradient's size. Default: 0.001.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>From which the directions are made; recorded in the result.</summary>
    public int Seed { get; init; } = 1;
}
