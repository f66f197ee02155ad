using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// What a pixel of a mask costs. Objects fill the middle of a picture, and whatever turns one class into another honestly changes the object; a trigger that is
/// planted beside it does not have to. With a dear middle the honest change costs several times as much, and the planted one what it did.
/// </summary>
internal static class PixelPrices
{
    private const float Dearest = 5;

    /// <summary>Where the price is between the two, in half sides from the middle.</summary>
    private const float Rim = 0.62f;

    /// <summary>How softly it changes, in half sides.</summary>
    private const float Softness = 0.06f;

    /// <summary>Prices from 1 at the edge to <see cref="Dearest"/> in the middle, row after row.</summary>
    public static float[] DearMiddle(ImageInput image)
    {
        var prices = new float[image.Height * image.Width];
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                var distance = MathF.Sqrt(Square(Place(y, image.Height)) + Square(Place(x, image.Width)));
                prices[(y * image.Width) + x] = 1 + ((Dearest - 1) / (1 + MathF.Exp((distance - Rim) / Softness)));
            }
        }
        return prices;
    }

    /// <summary>From -1 at one edge to 1 at the other.</summary>
    private static float Place(int at, int side) => side == 1 ? 0 : (2f * at / (side - 1)) - 1;

    private static float Square(float value) => value * value;
}
