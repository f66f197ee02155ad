using Assay.OnnxGraph.Optimisation;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>How the largest margin of a class is looked for.</summary>
/// <param name="Starts">Images of each class, which begin as noise.</param>
/// <param name="Steps">Steps at most.</param>
/// <param name="Rule">How images follow the gradient.</param>
/// <param name="Rate">How far.</param>
internal sealed record MarginOptions(int Starts, int Steps, IUpdateRule Rule, float Rate)
{
    /// <summary>After so many steps the host looks whether the margins still grow.</summary>
    public const int Block = 20;

    /// <summary>The search ends where a step changes the margins by less than this share.</summary>
    public const double Tolerance = 1e-5;

    /// <summary>
    /// What fits beside the other searches: a fifteenth of the published steps, which Adam makes up for.
    /// </summary>
    public static MarginOptions Quick { get; } = new(10, 60, new AdamUpdate(), 0.05f);

    /// <summary>As the authors' program has it.</summary>
    public static MarginOptions Published { get; } = new(30, 300, new MomentumUpdate(0.2f), 0.01f);
}
