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
    public static float[] DearMiddle(ImageInput image) =>
        [.. PixelPlaces.SquaredDistances(image).Select(d => 1 + ((Dearest - 1) / (1 + MathF.Exp((MathF.Sqrt(d) - Rim) / Softness))))];
}
