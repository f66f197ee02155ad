using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>Where the pixels of a picture lie.</summary>
internal static class PixelPlaces
{
    /// <summary>The squared distance of every pixel from the middle, in half sides, row after row: 0 in the middle, 2 in the corners.</summary>
    public static float[] SquaredDistances(ImageInput image) =>
        [.. Enumerable.Range(0, image.Height * image.Width).Select(i => Square(i / image.Width, image.Height) + Square(i % image.Width, image.Width))];

    private static float Square(int at, int side)
    {
        var place = side == 1 ? 0 : (2f * at / (side - 1)) - 1;
        return place * place;
    }
}
