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

    /// <summary>How much better it does than the best that the same search finds with the two in each other's place: what differences alone allow.</summary>
    public double Score { get; init; }

    /// <summary>True where a small pattern moves nearly all held-out images, and nothing of the kind is found the other way round.</summary>
    public bool IsConfirmed => Rate >= 0.8 && Gap >= 0.6 && Score >= 0.4 && Area <= 0.15 && Images >= 16;
}
