using Assay.Analysis.Probes.Feeding;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

/// <summary>Operations on images, plane by plane (one channel of one image).</summary>
internal static class Planes
{
    /// <summary>Shifts every plane around its edges.</summary>
    public static void Roll(ReadOnlySpan<float> from, Span<float> to, ImageInput image, int dy, int dx)
    {
        var area = image.Height * image.Width;
        for (var plane = 0; plane < from.Length; plane += area)
        {
            for (var y = 0; y < image.Height; y++)
            {
                var row = plane + (Modulo(y + dy, image.Height) * image.Width);
                for (var x = 0; x < image.Width; x++) to[row + Modulo(x + dx, image.Width)] = from[plane + (y * image.Width) + x];
            }
        }
    }

    /// <summary>Adds the gradient of the total variation (the sum of differences between neighbours) times a weight.</summary>
    public static void AddVariation(ReadOnlySpan<float> values, Span<float> gradient, ImageInput image, float weight)
    {
        var area = image.Height * image.Width;
        for (var plane = 0; plane < values.Length; plane += area)
        {
            for (var p = 0; p < area; p++)
            {
                var at = plane + p;
                if ((p + 1) % image.Width != 0) Pull(values, gradient, at, at + 1, weight);
                if (p + image.Width < area) Pull(values, gradient, at, at + image.Width, weight);
            }
        }
    }

    private static void Pull(ReadOnlySpan<float> values, Span<float> gradient, int a, int b, float weight)
    {
        var difference = values[b] - values[a];
        var pull = difference > 0 ? weight : difference < 0 ? -weight : 0;
        gradient[b] += pull;
        gradient[a] -= pull;
    }

    private static int Modulo(int value, int by) => ((value % by) + by) % by;
}
