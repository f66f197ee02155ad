namespace Assay.Analysis.Probes.Feeding;

/// <summary>Images that need no data: noise, flat colours, gradients, blobs, dots, stripes and mixtures with the spectrum of natural images.</summary>
public static class ImageProbes
{
    private const int Kinds = 9;

    /// <summary>Images of all kinds in turn.</summary>
    public static ImageInputs Diverse(ImageInput image, int count, SeededNumbers chance)
    {
        var inputs = new ImageInputs(new float[count * image.Size], image.Size);
        for (var i = 0; i < count; i++) Fill(inputs[i], image, i % Kinds, chance);
        return inputs;
    }

    private static void Fill(Span<float> pixels, ImageInput image, int kind, SeededNumbers chance)
    {
        switch (kind)
        {
            case 0: Noise(pixels, chance); break;
            case 1: Flat(pixels, image, chance); break;
            case 2: Gradient(pixels, image, chance); break;
            case 3: Shapes(pixels, image, chance, 2 + chance.Below(6), soft: true); break;
            case 4: Dots(pixels, image, chance); break;
            case 5: Stripes(pixels, image, chance); break;
            case 6: Shapes(pixels, image, chance, 1 + chance.Below(4), soft: false); break;
            case 7: Strokes(pixels, image, chance); break;
            default: Natural(pixels, image, chance); break;
        }
    }

    private static void Noise(Span<float> pixels, SeededNumbers chance)
    {
        foreach (ref var pixel in pixels) pixel = (float)chance.Uniform();
    }

    private static void Flat(Span<float> pixels, ImageInput image, SeededNumbers chance)
    {
        var area = image.Height * image.Width;
        for (var c = 0; c < image.Channels; c++) pixels.Slice(c * area, area).Fill((float)chance.Uniform());
    }

    private static void Gradient(Span<float> pixels, ImageInput image, SeededNumbers chance)
    {
        for (var c = 0; c < image.Channels; c++)
        {
            var (x, y, at) = (chance.Uniform() - 0.5, chance.Uniform() - 0.5, chance.Uniform());
            Each(pixels, image, c, (row, column) => at + (x * column / image.Width) + (y * row / image.Height));
        }
    }

    /// <summary>Discs on a flat background, as signs and drawn things are.</summary>
    private static void Shapes(Span<float> pixels, ImageInput image, SeededNumbers chance, int shapes, bool soft)
    {
        Flat(pixels, image, chance);
        for (var i = 0; i < shapes; i++)
        {
            var (cy, cx) = (chance.Uniform() * image.Height, chance.Uniform() * image.Width);
            var radius = (0.08 + (0.3 * chance.Uniform())) * Math.Min(image.Height, image.Width);
            var square = chance.Below(2) == 0;
            for (var c = 0; c < image.Channels; c++)
            {
                var colour = chance.Uniform();
                var area = image.Height * image.Width;
                for (var p = 0; p < area; p++)
                {
                    var (dy, dx) = ((p / image.Width) - cy, (p % image.Width) - cx);
                    var distance = square ? Math.Max(Math.Abs(dy), Math.Abs(dx)) : Math.Sqrt((dy * dy) + (dx * dx));
                    var share = soft ? Math.Exp(-distance * distance / (radius * radius)) : distance <= radius ? 1 : 0;
                    ref var pixel = ref pixels[(c * area) + p];
                    pixel = (float)((pixel * (1 - share)) + (colour * share));
                }
            }
        }
    }

    private static void Dots(Span<float> pixels, ImageInput image, SeededNumbers chance)
    {
        Flat(pixels, image, chance);
        var area = image.Height * image.Width;
        for (var i = 0; i < Math.Max(1, area / 50); i++)
        {
            var pixel = chance.Below(area);
            for (var c = 0; c < image.Channels; c++) pixels[(c * area) + pixel] = (float)chance.Uniform();
        }
    }

    /// <summary>Bright lines on a dark ground, as letters and digits are.</summary>
    private static void Strokes(Span<float> pixels, ImageInput image, SeededNumbers chance)
    {
        pixels.Clear();
        for (var stroke = 1 + chance.Below(4); stroke > 0; stroke--)
        {
            var (y, x) = ((0.2 + (0.6 * chance.Uniform())) * image.Height, (0.2 + (0.6 * chance.Uniform())) * image.Width);
            var (angle, bend) = (chance.Uniform() * 6.2832, (chance.Uniform() - 0.5) * 0.4);
            var radius = 0.6 + (chance.Uniform() * 0.05 * image.Height);
            for (var step = 0; step < image.Height * 0.8; step++, angle += bend)
            {
                (y, x) = (y + (0.6 * Math.Sin(angle)), x + (0.6 * Math.Cos(angle)));
                Disc(pixels, image, y, x, radius);
            }
        }
    }

    private static void Disc(Span<float> pixels, ImageInput image, double y, double x, double radius)
    {
        for (var row = (int)Math.Max(0, y - radius); row <= Math.Min(image.Height - 1, y + radius); row++)
        {
            for (var column = (int)Math.Max(0, x - radius); column <= Math.Min(image.Width - 1, x + radius); column++)
            {
                var (dy, dx) = (row - y, column - x);
                if ((dy * dy) + (dx * dx) > radius * radius) continue;
                for (var c = 0; c < image.Channels; c++) pixels[(((c * image.Height) + row) * image.Width) + column] = 1;
            }
        }
    }

    private static void Stripes(Span<float> pixels, ImageInput image, SeededNumbers chance)
    {
        var (angle, period, phase) = (chance.Uniform() * Math.PI, 2 + (chance.Uniform() * 14), chance.Uniform() * 6.3);
        for (var c = 0; c < image.Channels; c++)
        {
            var (low, high) = (chance.Uniform(), chance.Uniform());
            Each(pixels, image, c, (row, column) =>
                low + ((high - low) * 0.5 * (1 + Math.Sin(phase + (((row * Math.Sin(angle)) + (column * Math.Cos(angle))) * 6.2832 / period)))));
        }
    }

    /// <summary>Noise at all scales, each half as strong as the next coarser: the amplitude spectrum of natural images falls with the frequency.</summary>
    private static void Natural(Span<float> pixels, ImageInput image, SeededNumbers chance)
    {
        var area = image.Height * image.Width;
        var shared = new double[area];
        AddOctaves(shared, image, chance, 1);
        for (var c = 0; c < image.Channels; c++)
        {
            var own = new double[area];
            AddOctaves(own, image, chance, 0.5);
            var at = 0.3 + (0.4 * chance.Uniform());
            for (var p = 0; p < area; p++) pixels[(c * area) + p] = (float)Math.Clamp(at + (0.35 * (shared[p] + own[p])), 0, 1);
        }
    }

    private static void AddOctaves(double[] values, ImageInput image, SeededNumbers chance, double strength)
    {
        for (var cells = 2; cells <= Math.Max(image.Height, image.Width); cells *= 2, strength /= 2)
        {
            var grid = new double[(cells + 1) * (cells + 1)];
            for (var i = 0; i < grid.Length; i++) grid[i] = chance.Normal() * strength;
            for (var p = 0; p < values.Length; p++)
            {
                var (y, x) = ((double)(p / image.Width) * cells / image.Height, (double)(p % image.Width) * cells / image.Width);
                var (top, left) = ((int)y, (int)x);
                var (v, u) = (y - top, x - left);
                var at = (top * (cells + 1)) + left;
                values[p] += (grid[at] * (1 - v) * (1 - u)) + (grid[at + 1] * (1 - v) * u) + (grid[at + cells + 1] * v * (1 - u)) + (grid[at + cells + 2] * v * u);
            }
        }
    }

    private static void Each(Span<float> pixels, ImageInput image, int channel, Func<int, int, double> value)
    {
        var area = image.Height * image.Width;
        for (var p = 0; p < area; p++) pixels[(channel * area) + p] = (float)Math.Clamp(value(p / image.Width, p % image.Width), 0, 1);
    }
}
