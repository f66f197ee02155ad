namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>A pattern on images that moves the model's answer and not its reference's, as a search found it.</summary>
/// <param name="Class">The answer that it brings.</param>
/// <param name="Area">Sum of the mask, as a share of the image.</param>
/// <param name="Rate">Share of held-out images of another answer that the model gives this answer to, with the pattern.</param>
/// <param name="ReferenceRate">The reference's share.</param>
/// <param name="ControlRate">The model's share with the same mask and a pattern of noise.</param>
/// <param name="Images">Held-out images.</param>
internal sealed record PatternTrigger(int Class, double Area, double Rate, double ReferenceRate, double ControlRate, int Images)
{
    /// <summary>The mask from 0 to 1 and the pattern in intensities, for a picture.</summary>
    public required float[] Mask { get; init; }

    public required float[] Pattern { get; init; }

    /// <summary>What the pattern does to the model alone.</summary>
    public double Gap => Rate - Math.Max(ReferenceRate, ControlRate);

    /// <summary>
    /// How much smaller it is than what honest differences allow, as a logarithm: than the smallest pattern that the same search finds with the two in each
    /// other's place, and than the middle one of the other classes; the lesser of both. 0 or less: it is not remarkable. Null where the pattern does not work.
    /// </summary>
    public double? Advantage { get; init; }

    /// <summary>True where it moves most held-out images of the model and few of the reference.</summary>
    public bool Works => Gap >= 0.5;

    /// <summary>True for a pattern that stands out: it works, is small, and nothing nearly as small is found the other way round.</summary>
    public bool IsRemarkable => Rate >= 0.7 && Gap >= 0.55 && Area <= 0.06 && Images >= 16 && Advantage >= 0.9;
}
