using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>How many images may go through a gradient graph at once: its memory grows with their size.</summary>
internal static class RowLimit
{
    private const int Most = 320;
    private const int Fewest = 8;

    /// <summary>Intensities of one run; networks keep some hundred numbers for each.</summary>
    private const int Intensities = 1_200_000;

    public static int For(ImageInput image, int wanted) => Math.Min(wanted, Math.Clamp(Intensities / image.Size, Fewest, Most));
}
