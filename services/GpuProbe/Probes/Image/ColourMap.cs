using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// What filters of photographs do: one map of colours for every pixel, y = x + A x + b + 2 c x (1 - x), and light that falls off towards the corners or the
/// middle, y (1 + 2 v (r² - 1/3)) at the distance r from the middle in half diagonals. Parameters: A row by row, b, c, v. Its size is the largest of them.
/// </summary>
internal sealed class ColourMap : ITriggerFamily
{
    /// <summary>The family's name.</summary>
    public const string Key = "coloured";

    /// <summary>A search changes thousands of images of one size.</summary>
    private (int Height, int Width, float[] Values)? _falloff;

    public string Name => Key;

    public IReadOnlyList<long[]> Shapes(ImageInput image) => [[image.Channels, image.Channels], [image.Channels, 1], [image.Channels, 1], [1, 1]];

    public string Compose(NodeEmitter emit, string carriers, IReadOnlyList<string> parameters, ImageInput image)
    {
        var sizes = emit.Facts[carriers].Sizes!;
        var flat = emit.Add("Reshape", carriers, emit.Integers(sizes[0], sizes[1], sizes[2], sizes[3] * sizes[4]));
        var mixed = emit.Add("Add", emit.Add("MatMul", parameters[0], flat), parameters[1]);
        var middle = emit.Add("Mul", emit.Add("Mul", flat, emit.Add("Sub", emit.Scalar(1), flat)), emit.Scalar(2));
        var bent = emit.Add("Mul", parameters[2], middle);
        var coloured = emit.Add("Add", flat, emit.Add("Add", mixed, bent));
        var light = emit.Add("Mul", parameters[3], emit.Constant(TensorConstant.OfFloats([image.Height * image.Width], Falloff(image))));
        return emit.Add("Reshape", emit.Add("Mul", coloured, emit.Add("Add", emit.Scalar(1), light)), emit.Integers(sizes.ToArray()));
    }

    public void Apply(ReadOnlySpan<float> carrier, Span<float> result, float[][] parameters, ImageInput image)
    {
        var area = image.Height * image.Width;
        var falloff = Falloff(image);
        for (var i = 0; i < result.Length; i++)
        {
            var (channel, pixel) = (i / area, i % area);
            var x = carrier[i];
            var value = x + parameters[1][channel] + (2 * parameters[2][channel] * x * (1 - x));
            for (var from = 0; from < image.Channels; from++) value += parameters[0][(channel * image.Channels) + from] * carrier[(from * area) + pixel];
            result[i] = Math.Clamp(value * (1 + (parameters[3][0] * falloff[pixel])), 0, 1);
        }
    }

    /// <summary>All changes that make each channel lighter or darker by as much as the radius allows, and leave the light's fall alone.</summary>
    public static IEnumerable<float[][]> Casts(ImageInput image, float radius)
    {
        for (var signs = 0; signs < 1 << image.Channels; signs++)
        {
            float[] channels = [.. Enumerable.Range(0, image.Channels).Select(c => (signs >> c & 1) == 0 ? radius : -radius)];
            yield return [[.. channels.SelectMany(v => Enumerable.Repeat(v, image.Channels))], channels, channels, [0]];
        }
    }

    /// <summary>2 (r² - 1/3) of every pixel, row after row: 0 in the mean.</summary>
    private float[] Falloff(ImageInput image)
    {
        if (_falloff is { } known && (known.Height, known.Width) == (image.Height, image.Width)) return known.Values;
        float[] values = [.. PixelPlaces.SquaredDistances(image).Select(d => d - (2f / 3))];
        _falloff = (image.Height, image.Width, values);
        return values;
    }
}
