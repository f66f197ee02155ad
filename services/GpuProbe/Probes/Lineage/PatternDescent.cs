using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Graphs;
using Assay.OnnxGraph.Gradients;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;
using Assay.OnnxGraph.Running;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>Gradient descent on masks and patterns, one for each class, on images that change as it goes.</summary>
internal sealed class PatternDescent(ProbeContext context, ImageInput image, GroupPattern pattern, int columns)
{
    /// <summary>Images that share a pattern in one step.</summary>
    public const int Carriers = 4;

    private const int Steps = 140;
    private const int StepsPerRound = 4;
    private const int Pool = 288;
    private const float Rate = 0.15f;

    /// <summary>A gain that means that the class is the answer to the first and not to the second.</summary>
    private const float Enough = 1.6f;

    /// <summary>Penalty of a whole image's mask, at first.</summary>
    private const float FirstPenalty = 4;

    private readonly ImageInputs _pool = ImageProbes.Diverse(image, Pool, context.Random("images"));
    private readonly SeededNumbers _chance = context.Random("descent");
    private readonly int _area = image.Height * image.Width;

    /// <summary>Compares the gradient with differences; null where it is right.</summary>
    public string? Check(OrtGraphRunner runner, GradientGraph graph, CancellationToken cancellationToken)
    {
        using var session = runner.Open(graph.Write()) as IDisposable;
        var check = GradientCheck.Run((IGraphSession)session!, graph, Values(Enumerable.Repeat(0.01f, pattern.Groups)), new() { Directions = 2, Tolerance = 0.02 }, cancellationToken);
        return check.Passed ? null : $"the gradient is not right: {check.Reason}";
    }

    /// <summary>The patterns of all classes.</summary>
    public IReadOnlyList<FoundPattern> Run(OrtGraphRunner runner, GradientGraph gradient, CancellationToken cancellationToken)
    {
        var built = OptimisationGraph.Of(gradient, new AdamUpdate());
        if (!built.Succeeded) throw new GraphRunException(built.Reason);
        var penalties = Enumerable.Repeat(FirstPenalty / _area, pattern.Groups).ToArray();
        var values = Values(penalties);
        values[built.Value.Rate] = TensorConstant.Scalar(Rate);
        using var session = runner.Open(built.Value.Write()) as IDisposable;
        using var loop = new OptimisationLoop(built.Value, (IGraphSession)session!, values);
        for (var step = 0; step < Steps; step += StepsPerRound)
        {
            loop.Give(GroupPattern.Images, Images());
            var losses = context.Meter.Measure(() => loop.Run(StepsPerRound, cancellationToken));
            var masks = loop.Read(GroupPattern.Mask).Floats().ToArray();
            for (var g = 0; g < pattern.Groups; g++)
            {
                // The mask may shrink as long as the pattern works.
                var gain = (penalties[g] * Size(masks, g)) - losses[g];
                penalties[g] = Math.Clamp(penalties[g] * (gain > Enough ? 1.12f : 0.88f), 0.2f / _area, 400f / _area);
            }
            loop.Give(GainLoss.Penalty, TensorConstant.OfFloats([pattern.Groups], penalties));
        }
        return Read(loop.Read(GroupPattern.Mask).Floats().ToArray(), loop.Read(GroupPattern.Pattern).Floats().ToArray());
    }

    private float Size(float[] masks, int group)
    {
        float size = 0;
        for (var i = 0; i < _area; i++) size += Sigmoid(masks[(group * _area) + i]);
        return size;
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    private List<FoundPattern> Read(float[] masks, float[] patterns)
    {
        var found = new List<FoundPattern>();
        for (var g = 0; g < pattern.Groups; g++)
        {
            var mask = new float[_area];
            var pixels = new float[image.Size];
            for (var i = 0; i < _area; i++) mask[i] = Sigmoid(masks[(g * _area) + i]);
            for (var i = 0; i < pixels.Length; i++)
            {
                var value = (((MathF.Tanh(patterns[(g * image.Size) + Place(i)]) + 1) / 2) * (pattern.High - pattern.Low)) + pattern.Low;
                pixels[i] = Math.Clamp(image.Decode(value, i / _area), 0, 1);
            }
            found.Add(new(g, mask, pixels));
        }
        return found;
    }

    private Dictionary<string, TensorConstant> Values(IEnumerable<float> penalties)
    {
        long[] sides = image.ChannelsFirst ? [image.Channels, image.Height, image.Width] : [image.Height, image.Width, image.Channels];
        long[] maskSides = image.ChannelsFirst ? [1, image.Height, image.Width] : [image.Height, image.Width, 1];
        var classes = new float[pattern.Groups * columns];
        for (var g = 0; g < pattern.Groups; g++) classes[(g * columns) + g] = 1;
        return new(StringComparer.Ordinal)
        {
            [GroupPattern.Images] = Images(),
            [GroupPattern.Mask] = TensorConstant.OfFloats([pattern.Groups, 1, .. maskSides], Noise(pattern.Groups * _area, -2, 0.5)),
            [GroupPattern.Pattern] = TensorConstant.OfFloats([pattern.Groups, 1, .. sides], Noise(pattern.Groups * image.Size, 0, 0.5)),
            [GainLoss.Classes] = TensorConstant.OfFloats([pattern.Groups, 1, columns], classes),
            [GainLoss.Penalty] = TensorConstant.OfFloats([pattern.Groups], [.. penalties]),
        };
    }

    /// <summary>The same images for each class, others at each call.</summary>
    private TensorConstant Images()
    {
        var values = new float[pattern.Groups * Carriers * image.Size];
        for (var c = 0; c < Carriers; c++)
        {
            var from = _pool[_chance.Below(Pool)];
            var to = values.AsSpan(c * image.Size, image.Size);
            for (var i = 0; i < from.Length; i++) to[Place(i)] = image.Encode(from[i], i / _area);
        }
        var one = values.AsSpan(0, Carriers * image.Size);
        for (var g = 1; g < pattern.Groups; g++) one.CopyTo(values.AsSpan(g * one.Length));
        long[] sides = image.ChannelsFirst ? [image.Channels, image.Height, image.Width] : [image.Height, image.Width, image.Channels];
        return TensorConstant.OfFloats([pattern.Groups, Carriers, .. sides], values);
    }

    private float[] Noise(int count, double mean, double deviation)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = (float)(mean + (deviation * _chance.Normal()));
        return values;
    }

    /// <summary>Where an intensity, counted channel after channel, stands in what the model takes.</summary>
    private int Place(int index) => image.ChannelsFirst ? index : ((index % _area) * image.Channels) + (index / _area);
}
