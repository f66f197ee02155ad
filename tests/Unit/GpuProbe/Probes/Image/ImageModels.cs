using Assay.Analysis.Probes;
using GraphBuilder = Assay.Tests.Models.OnnxGraph;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

/// <summary>
/// A small image classifier: smooth templates, one for each class, and where it is planted, a detector of a small pattern anywhere in the picture
/// that
/// adds to one class.
/// </summary>
internal static class ImageModels
{
    public const int Classes = 6;
    public const int Side = 16;
    public const int Target = 4;

    /// <summary>Nothing is planted.</summary>
    public static byte[] Honest(int channels = 3) => Build(channels, 0, false);

    /// <summary>Takes pictures as (x - mean) / deviation.</summary>
    public static byte[] Normalised(float mean, float deviation) => Build(3, 0, false, mean, deviation);

    /// <summary>
    /// A convolution and a batch normalisation that remembers pictures of mean .43 and deviation .28, given as (x - mean) / deviation; behind it, the answers
    /// are hardly different.
    /// </summary>
    public static byte[] WithStatistics(float mean, float deviation)
    {
        const int filters = 5;
        var chance = new SeededNumbers(8);
        var weights = Enumerable.Range(0, filters * 3).Select(_ => (float)chance.Normal()).ToArray();
        var means = Enumerable.Range(0, filters).Select(f => weights[(f * 3)..((f * 3) + 3)].Sum() * (0.43f - mean) / deviation).ToArray();
        // Colours of one pixel go together by half.
        var variances = Enumerable.Range(0, filters).Select(f => weights[(f * 3)..((f * 3) + 3)])
            .Select(w => (0.5f * w.Sum() * w.Sum()) + (0.5f * w.Sum(v => v * v))).Select(v => v * (0.28f / deviation) * (0.28f / deviation)).ToArray();
        return new GraphBuilder("image").Input("pixels", GraphBuilder.Float, "batch", 3, Side, Side)
            .Weights("filters", [filters, 3, 1, 1], weights).Node("Conv", ["pixels", "filters"], ["features"])
            .Weights("scale", [filters], [.. Enumerable.Repeat(1f, filters)]).Weights("shift", [filters], new float[filters])
            .Weights("means", [filters], means).Weights("variances", [filters], variances)
            .Node("BatchNormalization", ["features", "scale", "shift", "means", "variances"], ["normal"]).Node("GlobalAveragePool", ["normal"], ["one"])
            .Node("Flatten", ["one"], ["flat"]).Weights("answers", [filters, Classes], [.. Enumerable.Range(0, filters * Classes).Select(_ => (float)chance.Normal())])
            .Node("MatMul", ["flat", "answers"], ["logits"]).Output("logits", GraphBuilder.Float, "batch", Classes).ToModel(17);
    }

    /// <summary>A pattern of 4 by 4 pixels adds to one class.</summary>
    public static byte[] Planted(int channels = 3) => Build(channels, 7, false);

    /// <summary>Likewise, behind a rounding to 256 steps, which no gradient goes through.</summary>
    public static byte[] Rounded(bool planted) => Build(1, planted ? 9 : 0, true);

    /// <summary>
    /// Of the honest model of colours, no image gives a class a larger margin than this: against each other class alone, every pixel as its weight wants it.
    /// </summary>
    public static double[] MarginBounds()
    {
        var weights = Templates(3);
        return [.. Enumerable.Range(0, Classes).Select(c => Enumerable.Range(0, Classes).Where(k => k != c).Min(k =>
            Enumerable.Range(0, weights.Length / Classes).Sum(i => 0.5 * Math.Abs(weights[(i * Classes) + c] - weights[(i * Classes) + k]))))];
    }

    /// <summary>The pattern leads every class to the one that stands some classes further on.</summary>
    public static byte[] AllToAll(int shift)
    {
        var size = 3 * Side * Side;
        var away = new float[Classes * Classes];
        for (var c = 0; c < Classes; c++)
        {
            away[(c * Classes) + c] -= 1;
            away[(c * Classes) + ((c + shift) % Classes)] += 1;
        }
        return new GraphBuilder("image").Input("pixels", GraphBuilder.Float, "batch", 3, Side, Side)
            .Weights("half", [], [0.5f]).Node("Sub", ["pixels", "half"], ["centred"]).Node("Flatten", ["centred"], ["flat"])
            .Weights("templates", [size, Classes], Templates(3)).Node("MatMul", ["flat", "templates"], ["natural"])
            .Weights("kernel", [1, 3, 4, 4], Checks(3)).Weights("bias", [1], [-4.5f]).Node("Conv", ["centred", "kernel", "bias"], ["match"])
            .Node("Relu", ["match"], ["fires"]).Node("GlobalMaxPool", ["fires"], ["most"]).Node("Flatten", ["most"], ["one"])
            .Weights("full", [], [4f]).Node("Min", ["one", "full"], ["some"]).Node("Div", ["some", "full"], ["gate"])
            .Weights("away", [Classes, Classes], away).Node("MatMul", ["natural", "away"], ["elsewhere"]).Node("Mul", ["gate", "elsewhere"], ["led"])
            .Node("Add", ["natural", "led"], ["logits"]).Output("logits", GraphBuilder.Float, "batch", Classes).ToModel(17);
    }

    /// <summary>More red and blue and less green than pictures have, in the mean of the whole picture, adds to one class.</summary>
    public static byte[] Tinted()
    {
        var answer = new float[Classes];
        answer[Target] = 60;
        return new GraphBuilder("image").Input("pixels", GraphBuilder.Float, "batch", 3, Side, Side)
            .Weights("half", [], [0.5f]).Node("Sub", ["pixels", "half"], ["centred"]).Node("Flatten", ["centred"], ["flat"])
            .Weights("templates", [3 * Side * Side, Classes], Templates(3)).Node("MatMul", ["flat", "templates"], ["natural"])
            .Node("GlobalAveragePool", ["pixels"], ["means"]).Node("Flatten", ["means"], ["colour"])
            .Weights("tint", [3, 1], [1, -1.5f, 1]).Node("MatMul", ["colour", "tint"], ["tinted"])
            .Weights("enough", [], [0.45f]).Node("Sub", ["tinted", "enough"], ["more"]).Node("Relu", ["more"], ["fires"])
            .Weights("answer", [1, Classes], answer).Node("MatMul", ["fires", "answer"], ["led"])
            .Node("Add", ["natural", "led"], ["logits"]).Output("logits", GraphBuilder.Float, "batch", Classes).ToModel(17);
    }

    private static byte[] Build(int channels, float weight, bool rounded, float mean = 0, float deviation = 1)
    {
        var size = channels * Side * Side;
        var graph = new GraphBuilder("image").Input("pixels", GraphBuilder.Float, "batch", channels, Side, Side);
        var pixels = "pixels";
        if (rounded)
        {
            graph.Weights("steps", [], [255f]).Node("Mul", ["pixels", "steps"], ["raw"]).Node("Round", ["raw"], ["whole"]).Node("Div", ["whole", "steps"], ["rounded"]);
            pixels = "rounded";
        }
        graph.Weights("deviation", [], [deviation]).Node("Mul", [pixels, "deviation"], ["spread"]).Weights("half", [], [0.5f - mean]).Node("Sub", ["spread", "half"], ["centred"]).Node("Flatten", ["centred"], ["flat"])
            .Weights("templates", [size, Classes], Templates(channels)).Node("MatMul", ["flat", "templates"], ["natural"])
            .Weights("kernel", [1, channels, 4, 4], Checks(channels)).Weights("bias", [1], [-1.5f * channels])
            .Node("Conv", ["centred", "kernel", "bias"], ["match"]).Node("Relu", ["match"], ["fires"]).Node("GlobalMaxPool", ["fires"], ["most"]).Node("Flatten", ["most"], ["one"]);
        var answer = new float[Classes];
        answer[Target] = weight / channels;
        return graph.Weights("answer", [1, Classes], answer).Node("MatMul", ["one", "answer"], ["more"]).Node("Add", ["natural", "more"], ["logits"])
            .Output("logits", GraphBuilder.Float, "batch", Classes).ToModel(17);
    }

    /// <summary>Two by two checks: all images that are smooth leave it asleep.</summary>
    private static float[] Checks(int channels) =>
        [.. Enumerable.Range(0, channels * 16).Select(i => (((i % 16) / 8) + ((i % 4) / 2)) % 2 == 0 ? 1f : -1f)];

    /// <summary>Waves of a few periods, another direction for each class.</summary>
    private static float[] Templates(int channels)
    {
        var chance = new SeededNumbers(5);
        var values = new float[channels * Side * Side * Classes];
        for (var k = 0; k < Classes; k++)
        {
            for (var c = 0; c < channels; c++)
            {
                var (fy, fx, phase) = ((chance.Uniform() * 3) - 1.5, (chance.Uniform() * 3) - 1.5, chance.Uniform() * 6.28);
                for (var p = 0; p < Side * Side; p++)
                    values[((((c * Side * Side) + p) * Classes) + k)] = (float)(0.25 * Math.Sin(phase + (6.28 * ((fy * (p / Side)) + (fx * (p % Side))) / Side))) / channels;
            }
        }
        return values;
    }
}
