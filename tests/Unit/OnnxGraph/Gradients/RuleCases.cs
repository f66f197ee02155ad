using Assay.OnnxGraph.Model;

namespace Assay.Tests.Unit.OnnxGraph.Gradients;

/// <summary>A graph with random shapes and attributes for each operator that has a gradient.</summary>
internal static class RuleCases
{
    private static readonly string[] Smooth =
    [
        "Identity", "Neg", "Exp", "Erf", "Sin", "Cos", "Sinh", "Cosh", "Atan", "Asinh", "Sigmoid", "Tanh", "Softplus", "Softsign",
        "Relu", "Abs", "HardSigmoid",
    ];

    public static Dictionary<string, Func<Random, SmallGraph>> All { get; } = Collect();

    private static EditableAttribute A(long value) => EditableAttribute.Of(value);

    private static EditableAttribute A(float value) => EditableAttribute.Of(value);

    private static EditableAttribute A(string value) => EditableAttribute.Of(value);

    private static EditableAttribute A(params long[] values) => EditableAttribute.Of(values);

    private static Dictionary<string, Func<Random, SmallGraph>> Collect()
    {
        var cases = new Dictionary<string, Func<Random, SmallGraph>>(StringComparer.Ordinal);
        foreach (var op in Smooth) cases[op] = r => One(r, op);
        foreach (var (op, low, high) in new[] { ("Log", 0.5, 3.0), ("Sqrt", 0.5, 3), ("Reciprocal", 0.5, 3), ("Tan", -1, 1), ("Asin", -0.8, 0.8),
            ("Acos", -0.8, 0.8),
            ("Acosh", 1.3, 3), ("Atanh", -0.8, 0.8) }) cases[op] = r => One(r, op).Within(low, high);
        foreach (var op in new[] { "LeakyRelu", "ThresholdedRelu", "Elu", "Celu" }) cases[op] = r => One(r, op, ("alpha", A(0.1f + r.NextSingle())));
        cases["Selu"] = r => One(r, "Selu", ("alpha", A(1 + r.NextSingle())), ("gamma", A(1 + r.NextSingle())));
        cases["Shrink"] = r => One(r, "Shrink", ("lambd", A(0.5f)), ("bias", A(r.NextSingle())));
        cases["Cast"] = r => One(r, "Cast", ("to", A((long)ElementType.Float)));
        foreach (var op in new[] { "Add", "Sub", "Mul", "Div", "Max", "Min" }) cases[op] = r => Pair(r, op);
        cases["Pow"] = r => r.Next(2) == 0 ? Pair(r, "Pow").Within(0.5, 2) : Build(r, g => g.Node("Pow", ["x", g.Scalar(2)]), "batch", 3);
        cases["Mod"] = r => Build(r, g => g.Node("Mod", ["x", g.Scalar(5)], ("fmod", A(1L))), "batch", 4);
        cases["Clip"] = r => Build(r, g => g.Node("Clip", ["x", r.Next(3) == 0 ? "" : g.Scalar(-0.5f), r.Next(3) == 0 ? "" : g.Scalar(0.7f)]),
            "batch", 8);
        cases["PRelu"] = r => Build(r, g => g.Node("PRelu", ["x", g.Floats([3, 1])]), "batch", 3, 4);
        cases["Where"] = r => Build(r, g => g.Node("Where",
            [g.Node("Greater", [g.Floats([1, 4]), g.Scalar(0)]), "x", g.Node("Mul", ["x", g.Floats([4])])]), "batch", 4);
        cases["MatMul"] = MatMul;
        cases["Gemm"] = Gemm;
        cases["Einsum"] = r => Build(r, g => g.Node("Einsum", ["x", g.Node("Mul", ["x", g.Floats([3, 4])])], ("equation", A("bij,bkj->bik"))),
            "batch", 3, 4);
        foreach (var op in new[] { "Softmax", "LogSoftmax" }) cases[op] = r => One(r, op, ("axis", A((long)r.Next(-2, 2))));
        cases["BatchNormalization"] = r => Build(r, g => g.Node("BatchNormalization",
            ["x", g.Floats([3]), g.Floats([3]), g.Floats([3]), g.Floats([3], 0.5, 2)]), "batch", 3, 4, 4);
        foreach (var op in new[] { "ReduceMean", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSumExp" }) cases[op] = r => Reduced(r, op);
        foreach (var op in new[] { "ReduceLogSum", "ReduceProd" }) cases[op] = r => Reduced(r, op).Within(0.5, 2);
        cases["ReduceSum"] = r => Build(r, g => g.Node("ReduceSum", ["x", g.Integers(r.Next(2) == 0 ? [-1] : [1, 2])],
            ("keepdims", A((long)r.Next(2)))), "batch", 3, 4);
        foreach (var op in new[] { "ReduceMax", "ReduceMin" }) cases[op] = r => Reduced(r, op);
        cases["Reshape"] = r => Build(r, g => g.Node("Reshape", ["x", g.Integers(0, -1, 2)]), "batch", 3, 4);
        cases["Flatten"] = r => Build(r, g => g.Node("Flatten", ["x"], ("axis", A((long)r.Next(1, 3)))), "batch", 3, 4);
        cases["Squeeze"] = r => Build(r, g => g.Node("Squeeze", ["x", g.Integers(1)]), "batch", 1, 4);
        cases["Unsqueeze"] = r => Build(r, g => g.Node("Unsqueeze", ["x", g.Integers(1, -1)]), "batch", 4);
        cases["Transpose"] = r => Build(r, g => r.Next(2) == 0 ? g.Node("Transpose", ["x"], ("perm", A(1, 2, 0))) : g.Node("Transpose", ["x"]),
            "batch", 3, 4);
        cases["Concat"] = r => Build(r, g => g.Node("Concat", ["x", g.Node("Mul", ["x", g.Scalar(3)]), g.Floats([2, 2, 4])], ("axis", A(1L))), 2, 3,
            4);
        cases["Split"] = r => Build(r, g =>
        {
            var parts = g.Nodes("Split", 3, ["x", g.Integers(1, 2, 3)], ("axis", A(1L)));
            return g.Node("ReduceSum", [g.Node("Mul", [parts[1], g.Node("Concat", [parts[0], parts[0]], ("axis", A(1L)))]), g.Integers(1)]);
        }, "batch", 6);
        cases["Slice"] = Slice;
        cases["Gather"] = r => Build(r, g => g.Node("Gather",
            ["x", g.Constant(TensorConstant.OfIntegers(r.Next(2) == 0 ? [2, 2] : [4], [0, 2, -1, 0]))], ("axis", A((long)r.Next(1, 3)))),
            r.Next(2) == 0 ? "batch" : 2, 3, 4);
        cases["GatherElements"] = r => Build(r, g => g.Node("GatherElements",
            ["x", g.Constant(TensorConstant.OfIntegers([2, 3], [0, 1, 1, 3, 2, 2]))], ("axis", A(1L))), 2, 4);
        cases["GatherND"] = r => Build(r, g => g.Node("GatherND", ["x", g.Constant(TensorConstant.OfIntegers([3, 1], [1, 0, 1]))]), 2, 4);
        cases["ScatterElements"] = r => Build(r, g => g.Node("ScatterElements", ["x", g.Constant(TensorConstant.OfIntegers([2, 2], [0, 3, 1, 2])),
            g.Node("Slice", [g.Node("Mul", ["x", g.Scalar(2)]), g.Integers(0), g.Integers(2), g.Integers(1)])], ("axis", A(1L)),
                ("reduction", A(r.Next(2) == 0 ? "add" : "none"))), 2, 4);
        cases["ScatterND"] = r => Build(r, g => g.Node("ScatterND", ["x", g.Constant(TensorConstant.OfIntegers([1, 1], [1])),
            g.Node("Slice", [g.Node("Mul", ["x", g.Scalar(2)]), g.Integers(0), g.Integers(1), g.Integers(0)])]), 2, 4);
        cases["TopK"] = r => Build(r, g => g.Nodes("TopK", 2, ["x", g.Integers(3)])[0], "batch", 8);
        cases["Expand"] = r => Build(r, g => g.Node("Expand", ["x", g.Integers(2, 3, 4)]), 2, 1, 4);
        cases["Tile"] = r => Build(r, g => g.Node("Tile", ["x", g.Integers(1, 2, 3)]), "batch", 2, 3);
        cases["Pad"] = Pad;
        cases["CumSum"] = r => Build(r, g => g.Node("CumSum", ["x", g.Constant(TensorConstant.OfIntegers([], [1]))],
            ("exclusive", A((long)r.Next(2))), ("reverse", A((long)r.Next(2)))), "batch", 5);
        cases["Trilu"] = r => Build(r, g => g.Node("Trilu", ["x"], ("upper", A((long)r.Next(2)))), "batch", 4, 4);
        cases["Conv"] = r => Windowed(r, "Conv");
        cases["ConvTranspose"] = Transposed;
        cases["MaxPool"] = r => Windowed(r, "MaxPool");
        cases["AveragePool"] = r => Windowed(r, "AveragePool");
        cases["GlobalAveragePool"] = r => Build(r, g => g.Node("GlobalAveragePool", ["x"]), "batch", 3, r.Next(2) == 0 ? "h" : 4, 5);
        cases["Resize"] = Resize;
        return cases;
    }

    private static SmallGraph Build(Random random, Func<SmallGraph, string> body, params object[] shape)
    {
        var graph = new SmallGraph(random, shape);
        return graph.Output(body(graph));
    }

    private static SmallGraph One(Random random, string op, params (string, EditableAttribute)[] attributes) =>
        Build(random, g => g.Node(op, ["x"], attributes), "batch", 2 + random.Next(4));

    /// <summary>Both sides depend on the input, in shapes that broadcast.</summary>
    private static SmallGraph Pair(Random random, string op) => Build(random, g =>
    {
        var mean = g.Node("ReduceMean", ["x"], ("axes", A(1, 2)), ("keepdims", A(1L)));
        var other = g.Node("Add", [g.Node("Mul", [mean, g.Floats([1, 3, 1])]), g.Scalar(3)]);
        return random.Next(2) == 0 ? g.Node(op, ["x", other]) : g.Node(op, [other, g.Node("Add", ["x", g.Scalar(4)])]);
    }, "batch", 3, 4);

    private static SmallGraph MatMul(Random random) => random.Next(3) switch
    {
        0 => Build(random, g => g.Node("MatMul", ["x", g.Floats([4, 5])]), "batch", 3, 4),
        1 => Build(random, g => g.Node("MatMul", [g.Floats([5, 3]), "x"]), "batch", 2, 3, 4),
        _ => Build(random, g => g.Node("MatMul", ["x", g.Node("Transpose", ["x"], ("perm", A(0, 2, 1)))]), "batch", 3, 4),
    };

    private static SmallGraph Gemm(Random random)
    {
        var (left, right) = (random.Next(2), random.Next(2));
        (string, EditableAttribute)[] attributes = [("transA", A((long)left)), ("transB", A((long)right)), ("alpha", A(0.5f + random.NextSingle())),
            ("beta", A(0.5f))];
        return random.Next(2) == 0
            ? Build(random, g => g.Node("Gemm", ["x", g.Floats(right == 1 ? [5, left == 1 ? 2 : 4] : [left == 1 ? 2 : 4, 5]),
                g.Node("ReduceMean", ["x"], ("keepdims", A(1L)))], attributes), 2, 4)
            : Build(random, g => g.Node("Gemm", [g.Floats(left == 1 ? [right == 1 ? 4 : 2, 5] : [5, right == 1 ? 4 : 2]), "x"], attributes), 2, 4);
    }

    private static SmallGraph Reduced(Random random, string op) => Build(random, g => g.Node(op, ["x"],
        ("axes", random.Next(3) switch { 0 => A([-1L]), 1 => A(1, 2), _ => A([1L]) }), ("keepdims", A((long)random.Next(2)))), "batch", 3, 4);

    private static SmallGraph Slice(Random random) => random.Next(4) switch
    {
        0 => Build(random, g => g.Node("Slice", ["x", g.Integers(1, -3), g.Integers(3, int.MaxValue), g.Integers(1, 2)]), "batch", 4, 5),
        1 => Build(random, g => g.Node("Slice", ["x", g.Integers(0), g.Integers(5), g.Integers(2), g.Integers(2)]), "batch", 4, 5),
        2 => Build(random, g => g.Node("Slice", ["x", g.Integers(-1), g.Integers(-100), g.Integers(1), g.Integers(-1)]), "batch", 4, 5),
        _ => Build(random, g => g.Node("Slice", ["x", g.Integers(1), g.Integers(int.MaxValue), g.Integers(1)]), "batch", "length", 3),
    };

    private static SmallGraph Pad(Random random)
    {
        var mode = new[] { "constant", "reflect", "edge" }[random.Next(3)];
        return Build(random, g => g.Node("Pad", ["x", g.Integers(0, 0, 1, 2, 0, 0, 2, 0)], ("mode", A(mode))), "batch", 2, 4, 5);
    }

    private static SmallGraph Windowed(Random random, string op)
    {
        var rank = random.Next(1, 3);
        var kernel = Enumerable.Range(0, rank).Select(_ => (long)random.Next(1, 4)).ToArray();
        // A step over elements that no window covers makes the padding that follows from the output negative, which the runtime refuses.
        var auto = random.Next(4) == 0;
        var strides = Enumerable.Range(0, rank).Select(i => (long)random.Next(1, auto ? (int)kernel[i] + 1 : 4)).ToArray();
        List<(string, EditableAttribute)> attributes = [("strides", A(strides))];
        var pads = Enumerable.Range(0, 2 * rank).Select(i => (long)random.Next((int)kernel[i % rank])).ToArray();
        if (!auto) attributes.Add(("pads", A(pads)));
        else attributes.Add(("auto_pad", A(random.Next(2) == 0 ? "SAME_UPPER" : "SAME_LOWER")));
        object[] shape = ["batch", 4, .. Enumerable.Range(0, rank).Select(_ => (object)random.Next(6, 10))];
        if (op == "Conv")
        {
            var group = new[] { 1, 2, 4 }[random.Next(3)];
            if (!attributes.Exists(a => a.Item1 == "auto_pad")) attributes.Add(("dilations",
                A([.. Enumerable.Range(0, rank).Select(_ => (long)random.Next(1, 3))])));
            attributes.Add(("group", A((long)group)));
            return Build(random, g => g.Node("Conv", ["x", g.Floats([4, 4 / group, .. kernel]), g.Floats([4])], [.. attributes]), shape);
        }
        attributes.Add(("kernel_shape", A(kernel)));
        if (op == "AveragePool") attributes.Add(("count_include_pad", A((long)random.Next(2))));
        else attributes.Add(("ceil_mode", A((long)random.Next(2))));
        return Build(random, g => g.Node(op, ["x"], [.. attributes]), shape);
    }

    private static SmallGraph Transposed(Random random)
    {
        var group = random.Next(1, 3);
        var stride = random.Next(1, 4);
        return Build(random, g => g.Node("ConvTranspose", ["x", g.Floats([4, 2, 3, 2])], ("group", A((long)group)), ("strides", A(stride, stride)),
            ("pads", A(random.Next(2), 0, 1, random.Next(2))), ("output_padding", A(random.Next(stride), 0)), ("dilations", A(random.Next(1, 3), 1))),
                "batch", 4, 4, 5);
    }

    private static SmallGraph Resize(Random random)
    {
        var mode = new[] { "nearest", "linear", "cubic" }[random.Next(3)];
        var coordinates = mode == "nearest" ? "asymmetric"
            : new[] { "half_pixel", "align_corners", "asymmetric", "pytorch_half_pixel" }[random.Next(4)];
        (string, EditableAttribute)[] attributes = [("mode", A(mode)), ("coordinate_transformation_mode", A(coordinates)),
            ("nearest_mode", A("floor"))];
        return random.Next(2) == 0
            ? Build(random, g => g.Node("Resize", ["x", "", g.Constant(TensorConstant.OfFloats([4], [1, 1, 2, 3]))], attributes), "batch", 2, 4, 3)
            : Build(random, g => g.Node("Resize", ["x", "", "", g.Integers(2, 2, 7, 9)], attributes), 2, 2, 4, 3);
    }
}
