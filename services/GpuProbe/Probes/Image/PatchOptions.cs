using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>How the smallest mask is looked for.</summary>
internal sealed record PatchOptions
{
    public int Steps { get; init; } = 100;

    /// <summary>Images of each group in a step.</summary>
    public int Batch { get; init; } = 10;

    /// <summary>The price of the mask rises while more than this share is turned, and falls otherwise.</summary>
    public float Quantile { get; init; } = 0.85f;

    public float Rate { get; init; } = 0.1f;

    /// <summary>The mask at the beginning.</summary>
    public float Mask { get; init; } = 0.15f;

    /// <summary>The price of the mask at the beginning.</summary>
    public float Price { get; init; } = 0.003f;

    /// <summary>
    /// Not null: the price follows the mask's sum instead, which is kept near this, and what is looked for is the trigger that turns most.
    /// </summary>
    public float? Budget { get; init; }

    /// <summary>What each pixel of the mask costs, row after row; null where all cost 1.</summary>
    public float[]? Prices { get; init; }

    /// <summary>Steps before a trigger counts: the smoothed share has to know more than its beginning.</summary>
    public int Warmup { get; init; } = 20;

    public static PatchOptions Targets { get; } = new();

    /// <summary>For all classes at once, each to another: one image of each class in a step.</summary>
    public static PatchOptions Shifts(int classes) => new() { Steps = 50, Batch = classes, Quantile = 0.8f };

    /// <summary>Of the distances that came furthest.</summary>
    public static PatchOptions ShiftsAgain(int classes) => new() { Steps = 130, Batch = 2 * classes, Quantile = 0.8f };

    /// <summary>Of the pairs that lead and their neighbours.</summary>
    public static PatchOptions PairsAgain(ImageInput image) => Pairs(image) with { Steps = 80, Batch = 6, Quantile = 0.8f };

    /// <summary>Of all pairs: enough to rank them.</summary>
    public static PatchOptions Pairs(ImageInput image) =>
        new() { Steps = 40, Batch = 3, Quantile = 0.7f, Price = 0.006f, Warmup = 12, Prices = PixelPrices.DearMiddle(image) };
}
