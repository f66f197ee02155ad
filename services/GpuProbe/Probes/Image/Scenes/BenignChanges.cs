using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image.Scenes;

/// <summary>
/// Changes that leave a picture what it is: a small shift, other light, a cast of colour, less contrast, paler colours. A picture that keeps its class under all
/// of them lies well inside the class, as photographs do; one that loses it lies at an edge, where everything looks like a trigger.
/// </summary>
internal sealed class BenignChanges(ImageInput image)
{
    private static readonly Change[] Changes =
    [
        new(),
        new() { Down = 1, Right = -1, Gain = 0.8f },
        new() { Down = -1, Cast = (0.07f, -0.05f, -0.04f) },
        new() { Gain = 0.8f, Light = 0.1f, Cast = (-0.05f, 0.02f, 0.07f) },
        new() { Right = 1, Gain = 1.1f, Light = 0.03f, Pallor = 0.3f },
    ];

    /// <summary>A shift, as a share of the side.</summary>
    private const float Shift = 0.06f;

    /// <summary>Forms of a picture, itself among them.</summary>
    public static int Count => Changes.Length;

    /// <summary>Writes one form of a picture; what a shift leaves open repeats the edge.</summary>
    public void Apply(int form, ReadOnlySpan<float> picture, Span<float> result)
    {
        var change = Changes[form];
        var (height, width, area) = (image.Height, image.Width, image.Height * image.Width);
        var (down, right) = (change.Down * Pixels(height), change.Right * Pixels(width));
        for (var y = 0; y < height; y++)
        {
            var row = Math.Clamp(y - down, 0, height - 1) * width;
            for (var x = 0; x < width; x++)
            {
                var (from, to) = (row + Math.Clamp(x - right, 0, width - 1), (y * width) + x);
                var grey = 0f;
                for (var c = 0; c < image.Channels; c++) grey += picture[(c * area) + from] / image.Channels;
                for (var c = 0; c < image.Channels; c++)
                {
                    var value = picture[(c * area) + from];
                    value += change.Pallor * (grey - value);
                    result[(c * area) + to] = Math.Clamp((value * change.Gain) + change.Light + Cast(change, c), 0, 1);
                }
            }
        }
    }

    private static int Pixels(int side) => Math.Max(1, (int)MathF.Round(side * Shift));

    /// <summary>Of images without colours, what the cast does to their light.</summary>
    private float Cast(Change change, int channel)
    {
        var (red, green, blue) = change.Cast;
        return image.Channels == 1 ? (red + green + blue) / 3 : channel switch { 0 => red, 1 => green, 2 => blue, _ => 0 };
    }

    private sealed record Change
    {
        public int Down { get; init; }

        public int Right { get; init; }

        public float Gain { get; init; } = 1;

        public float Light { get; init; }

        /// <summary>The way from the colour to its grey, from 0 to 1.</summary>
        public float Pallor { get; init; }

        public (float Red, float Green, float Blue) Cast { get; init; }
    }
}
