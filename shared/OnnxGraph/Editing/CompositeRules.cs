using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Editing;

/// <summary>Operators that are short for several simpler ones.</summary>
internal static class CompositeRules
{
    public static void AddTo(Dictionary<string, Action<NormalisationScope>> rules)
    {
        rules["Gelu"] = Gelu;
        rules["Mish"] = s => s.Emit.Place("Mul", [s.Node.Inputs[0], s.Emit.Add("Tanh", s.Emit.Add("Softplus", s.Node.Inputs[0]))], [s.Out], []);
        rules["Swish"] = s => s.Emit.Place("Mul", [s.Node.Inputs[0], s.Emit.Add("Sigmoid", s.Emit.Add("Mul", s.Node.Inputs[0],
            s.Emit.Scalar(s.Node.Number("alpha", 1))))], [s.Out], []);
        rules["HardSwish"] = s => s.Emit.Place("Mul", [s.Node.Inputs[0], s.Emit.Add("HardSigmoid", [s.Node.Inputs[0]],
            ("alpha", EditableAttribute.Of(1f / 6)), ("beta", EditableAttribute.Of(0.5f)))], [s.Out], []);
        rules["Sum"] = s => Chain(s, "Add");
        rules["Max"] = s => Chain(s, "Max");
        rules["Min"] = s => Chain(s, "Min");
        rules["Mean"] = Mean;
        rules["ReduceMax"] = s => Extreme(s, "ReduceMax", VersionRules.Axes(s));
        rules["ReduceMin"] = s => Extreme(s, "ReduceMin", VersionRules.Axes(s));
        rules["GlobalMaxPool"] = s => Extreme(s, "ReduceMax", [.. Enumerable.Range(2, s.Rank(0) - 2).Select(i => (long)i)]);
        rules["DepthToSpace"] = DepthToSpace;
        rules["SpaceToDepth"] = SpaceToDepth;
    }

    private static void Gelu(NormalisationScope s)
    {
        var (x, e) = (s.Node.Inputs[0], s.Emit);
        string inner;
        if (s.Node.Text("approximate", "none") == "tanh")
        {
            var cube = e.Add("Mul", e.Add("Mul", x, x), x);
            var sum = e.Add("Add", x, e.Add("Mul", cube, e.Scalar(0.044715f)));
            inner = e.Add("Tanh", e.Add("Mul", sum, e.Scalar(MathF.Sqrt(2 / MathF.PI))));
        }
        else inner = e.Add("Erf", e.Add("Mul", x, e.Scalar(MathF.Sqrt(0.5f))));
        var half = e.Add("Mul", x, e.Scalar(0.5f));
        e.Place("Mul", [half, e.Add("Add", inner, e.Scalar(1))], [s.Out], []);
    }

    /// <summary>Pairs in place of many inputs.</summary>
    private static void Chain(NormalisationScope s, string op)
    {
        var sofar = s.Node.Inputs[0];
        for (var i = 1; i < s.Node.Inputs.Count - 1; i++) sofar = s.Emit.Add(op, sofar, s.Node.Inputs[i]);
        if (s.Node.Inputs.Count == 1) s.Emit.Place("Identity", [sofar], [s.Out], []);
        else s.Emit.Place(op, [sofar, s.Node.Inputs[^1]], [s.Out], []);
    }

    private static void Mean(NormalisationScope s)
    {
        var sum = s.Node.Inputs.Skip(1).Aggregate(s.Node.Inputs[0], (a, b) => s.Emit.Add("Add", a, b));
        s.Emit.Place("Mul", [sum, s.Emit.Scalar(1f / s.Node.Inputs.Count)], [s.Out], []);
    }

    /// <summary>One axis at a time, so that the place of the extreme has one number.</summary>
    private static void Extreme(NormalisationScope s, string op, IReadOnlyList<long>? axes)
    {
        var keep = s.Node.Is("GlobalMaxPool") || s.Node.Integer("keepdims", 1) != 0;
        if (s.Fact(0).Rank is not { } rank)
        {
            if (axes is null) throw s.Refuse("the number of dimensions of its input is not known");
            rank = 0;
        }
        axes ??= [.. Enumerable.Range(0, rank).Select(i => (long)i)];
        var value = s.Node.Inputs[0];
        for (var i = 0; i < axes.Count - 1; i++) value = s.Reduce(op, value, axes[i]);
        if (keep && axes.Count > 0)
        {
            s.Emit.Place(op, [value], [s.Out], [("axes", EditableAttribute.Of([axes[^1]])), ("keepdims", EditableAttribute.Of(1L))]);
            return;
        }
        if (axes.Count > 0) value = s.Reduce(op, value, axes[^1]);
        if (axes.Count == 0) s.Emit.Place("Identity", [value], [s.Out], []);
        else s.Emit.Place("Squeeze", [value, s.Emit.Integers([.. axes])], [s.Out], []);
    }

    private static void DepthToSpace(NormalisationScope s)
    {
        var (c, h, w, b) = Blocks(s);
        c /= b * b;
        var columnFirst = s.Node.Text("mode", "DCR") == "CRD";
        var first = s.Emit.Add("Reshape", s.Node.Inputs[0], columnFirst ? s.Emit.Integers(-1, c, b, b, h, w) : s.Emit.Integers(-1, b, b, c, h, w));
        var turned = s.Emit.Add("Transpose", [first], ("perm", EditableAttribute.Of(columnFirst ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2])));
        s.Emit.Place("Reshape", [turned, s.Emit.Integers(-1, c, h * b, w * b)], [s.Out], []);
    }

    private static void SpaceToDepth(NormalisationScope s)
    {
        var (c, h, w, b) = Blocks(s);
        var first = s.Emit.Add("Reshape", s.Node.Inputs[0], s.Emit.Integers(-1, c, h / b, b, w / b, b));
        var turned = s.Emit.Add("Transpose", [first], ("perm", EditableAttribute.Of([0, 3, 5, 1, 2, 4])));
        s.Emit.Place("Reshape", [turned, s.Emit.Integers(-1, c * b * b, h / b, w / b)], [s.Out], []);
    }

    private static (long C, long H, long W, long B) Blocks(NormalisationScope s)
    {
        var b = s.Node.Integer("blocksize", 0);
        if (b is < 1 or > 4096 || s.Fact(0).Shape is not [_, { Size: { } c }, { Size: { } h },
            { Size: { } w }]) throw s.Refuse("its input's size is open");
        return (c, h, w, b);
    }
}
