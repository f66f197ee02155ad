using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>A found pattern as a picture: itself where its mask is, grey elsewhere.</summary>
internal static class PatternPicture
{
    private const float Grey = 0.5f;
    private const int Side = 256;

    /// <summary>Intensities, channel after channel.</summary>
    public static float[] Of(PatternTrigger trigger, ImageInput image)
    {
        var area = image.Height * image.Width;
        var pixels = new float[image.Size];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = Grey + (trigger.Mask[i % area] * (trigger.Pattern[i] - Grey));
        return pixels;
    }

    public static int Enlarge(ImageInput image) => Math.Max(1, Side / Math.Max(image.Height, image.Width));
}
