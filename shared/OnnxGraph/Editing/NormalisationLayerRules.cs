using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Editing;

/// <summary>Layers that bring numbers to mean 0 and variance 1, as the arithmetic that they are; runtimes recognise it and fuse it again.</summary>
internal static class NormalisationLayerRules
{
    public static void AddTo(Dictionary<string, Action<NormalisationScope>> rules)
    {
        rules["LayerNormalization"] = Layer;
        rules["RMSNormalization"] = RootMeanSquare;
        rules["InstanceNormalization"] = Instance;
        rules["GroupNormalization"] = Group;
        rules["MeanVarianceNormalization"] = MeanVariance;
        rules["LpNormalization"] = Length;
        rules["LRN"] = LocalResponse;
    }

    private static long[] From(NormalisationScope s)
    {
        var (rank, axis) = (s.Rank(0), s.Node.Integer("axis", -1));
        if (axis < 0) axis += rank;
        return [.. Enumerable.Range(0, rank).Select(i => (long)i).Where(i => i >= axis)];
    }

    private static string Standardised(NormalisationScope s, string x, float epsilon, params long[] axes)
    {
        var e = s.Emit;
        var centred = e.Add("Sub", x, s.Reduce("ReduceMean", x, axes));
        var variance = s.Reduce("ReduceMean", e.Add("Mul", centred, centred), axes);
        return e.Add("Div", centred, e.Add("Sqrt", e.Add("Add", variance, e.Scalar(epsilon))));
    }

    private static void Scaled(NormalisationScope s, string normal, string scale, string bias)
    {
        if (bias.Length == 0) s.Emit.Place("Mul", [normal, scale], [s.Out], []);
        else s.Emit.Place("Add", [s.Emit.Add("Mul", normal, scale), bias], [s.Out], []);
    }

    private static void Layer(NormalisationScope s) =>
        Scaled(s, Standardised(s, s.Node.Inputs[0], s.Node.Number("epsilon", 1e-5f), From(s)), s.Node.Inputs[1], s.Node.Input(2));

    private static void RootMeanSquare(NormalisationScope s)
    {
        var (e, x) = (s.Emit, s.Node.Inputs[0]);
        var mean = s.Reduce("ReduceMean", e.Add("Mul", x, x), From(s));
        Scaled(s, e.Add("Div", x, e.Add("Sqrt", e.Add("Add", mean, e.Scalar(s.Node.Number("epsilon", 1e-5f))))), s.Node.Inputs[1], "");
    }

    private static string PerChannel(NormalisationScope s, string value, int rank) =>
        s.Emit.Add("Reshape", value, s.Emit.Integers([1, -1, .. Enumerable.Repeat(1L, rank - 2)]));

    private static void Instance(NormalisationScope s)
    {
        var rank = s.Rank(0);
        var normal = Standardised(s, s.Node.Inputs[0], s.Node.Number("epsilon", 1e-5f), [.. Enumerable.Range(2, rank - 2).Select(i => (long)i)]);
        Scaled(s, normal, PerChannel(s, s.Node.Inputs[1], rank), PerChannel(s, s.Node.Inputs[2], rank));
    }

    private static void Group(NormalisationScope s)
    {
        var (e, x, rank, groups) = (s.Emit, s.Node.Inputs[0], s.Rank(0), s.Node.Integer("num_groups", 1));
        var grouped = e.Add("Reshape", x, e.Integers(0, groups, -1));
        var normal = e.Add("Reshape", Standardised(s, grouped, s.Node.Number("epsilon", 1e-5f), 2), e.ShapeOf(x));
        var (scale, bias) = (s.Node.Inputs[1], s.Node.Inputs[2]);
        // Operator set 18 had one scale for each group, 21 one for each channel.
        if (s.Fact(1).Sizes is [var n] && n == groups && s.Fact(0).Shape?[1].Size is { } channels && channels != groups)
        {
            var repeat = Enumerable.Range(0, (int)channels).Select(c => c / (channels / groups)).ToArray();
            (scale, bias) = (e.Add("Gather", scale, e.Integers(repeat)), e.Add("Gather", bias, e.Integers(repeat)));
        }
        Scaled(s, normal, PerChannel(s, scale, rank), PerChannel(s, bias, rank));
    }

    private static void MeanVariance(NormalisationScope s)
    {
        var axes = s.Node.Integers("axes") ?? [0, 2, 3];
        s.Emit.Place("Identity", [Standardised(s, s.Node.Inputs[0], 1e-9f, [.. axes])], [s.Out], []);
    }

    private static void Length(NormalisationScope s)
    {
        var (e, x, axis) = (s.Emit, s.Node.Inputs[0], s.Node.Integer("axis", -1));
        var length = s.Reduce(s.Node.Integer("p", 2) == 1 ? "ReduceL1" : "ReduceL2", x, axis);
        e.Place("Div", [x, length], [s.Out], []);
    }

    private static void LocalResponse(NormalisationScope s)
    {
        var (e, x, size) = (s.Emit, s.Node.Inputs[0], s.Node.Integer("size", 1));
        if (s.Rank(0) != 4 || size is < 1 or > 4096) throw s.Refuse("only images are handled");
        var squares = e.Add("Unsqueeze", e.Add("Mul", x, x), e.Integers(1));
        var (before, after) = ((size - 1) / 2, size - 1 - ((size - 1) / 2));
        var mean = e.Add("AveragePool", [squares], ("kernel_shape", EditableAttribute.Of([size, 1, 1])),
            ("pads", EditableAttribute.Of([before, 0, 0, after, 0, 0])), ("count_include_pad", EditableAttribute.Of(1L)));
        var scaled = e.Add("Mul", e.Add("Squeeze", mean, e.Integers(1)), e.Scalar(s.Node.Number("alpha", 1e-4f)));
        var power = e.Add("Pow", e.Add("Add", scaled, e.Scalar(s.Node.Number("bias", 1))), e.Scalar(s.Node.Number("beta", 0.75f)));
        e.Place("Div", [x, power], [s.Out], []);
    }
}
