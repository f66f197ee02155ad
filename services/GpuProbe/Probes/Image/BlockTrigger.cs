using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>A block of coloured cells somewhere in the picture: a trigger that can be looked for without gradients.</summary>
/// <param name="Top">Of the block, in pixels.</param>
/// <param name="Left">Of the block, in pixels.</param>
/// <param name="Side">Of the block, in pixels.</param>
/// <param name="Colours">Intensities of two by two cells, channel after channel.</param>
internal sealed record BlockTrigger(int Top, int Left, int Side, float[] Colours)
{
    private const int Cells = 4;

    public static BlockTrigger Random(ImageInput image, int largest, SeededNumbers chance)
    {
        var side = 2 + chance.Below(Math.Max(1, largest - 1));
        return new(chance.Below(Math.Max(1, image.Height - side + 1)), chance.Below(Math.Max(1, image.Width - side + 1)), side,
            [.. Enumerable.Range(0, image.Channels * Cells).Select(_ => Colour(chance))]);
    }

    /// <summary>A block that differs a little.</summary>
    public BlockTrigger Mutate(ImageInput image, int largest, SeededNumbers chance)
    {
        var side = Math.Clamp(Side + chance.Below(3) - 1, 2, largest);
        var colours = (float[])Colours.Clone();
        for (var i = 0; i < colours.Length; i++) if (chance.Below(4) == 0) colours[i] = Colour(chance);
        int Near(int place, int room) => Math.Clamp(place + chance.Below(7) - 3, 0, Math.Max(0, room - side));
        return new(Near(Top, image.Height), Near(Left, image.Width), side, colours);
    }

    public void Stamp(Span<float> picture, ImageInput image)
    {
        var area = image.Height * image.Width;
        for (var c = 0; c < image.Channels; c++)
        {
            for (var y = 0; y < Side; y++)
            {
                for (var x = 0; x < Side; x++)
                    picture[(c * area) + ((Top + y) * image.Width) + Left + x] = Colours[(c * Cells) + (2 * (2 * y / Side)) + (2 * x / Side)];
            }
        }
    }

    /// <summary>Black and white are what stamps are made of; the rest is anything.</summary>
    private static float Colour(SeededNumbers chance) => chance.Below(3) switch { 0 => 0, 1 => 1, _ => (float)chance.Uniform() };
}
