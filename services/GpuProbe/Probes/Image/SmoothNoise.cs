using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>Images of noise at several scales, the coarse ones strongest: where prototypes begin.</summary>
internal static class SmoothNoise
{
    /// <summary>Fills one image with numbers around 0, of which the sigmoid is an intensity.</summary>
    public static void Fill(Span<float> image, ImageInput size, SeededNumbers chance)
    {
        image.Clear();
        var area = size.Height * size.Width;
        for (var channel = 0; channel < size.Channels; channel++)
        {
            foreach (var cells in (ReadOnlySpan<int>)[2, 4, 8, 16])
            {
                if (cells > Math.Min(size.Height, size.Width)) continue;
                var grid = new float[cells * cells];
                for (var i = 0; i < grid.Length; i++) grid[i] = (float)chance.Normal() * (cells <= 4 ? 1.2f : 0.6f);
                AddInterpolated(image.Slice(channel * area, area), size, grid, cells);
            }
        }
    }

    private static void AddInterpolated(Span<float> plane, ImageInput size, float[] grid, int cells)
    {
        for (var p = 0; p < plane.Length; p++)
        {
            var (top, below, v) = Cell(p / size.Width, size.Height, cells);
            var (left, right, u) = Cell(p % size.Width, size.Width, cells);
            plane[p] += ((1 - v) * (((1 - u) * grid[(top * cells) + left]) + (u * grid[(top * cells) + right])))
                + (v * (((1 - u) * grid[(below * cells) + left]) + (u * grid[(below * cells) + right])));
        }
    }

    /// <summary>The two cells that a pixel lies between, by their centres, and how far towards the second.</summary>
    private static (int First, int Second, float Part) Cell(int pixel, int pixels, int cells)
    {
        var at = Math.Clamp(((pixel + 0.5f) * cells / pixels) - 0.5f, 0, cells - 1);
        var first = (int)at;
        return (first, Math.Min(first + 1, cells - 1), at - first);
    }
}
