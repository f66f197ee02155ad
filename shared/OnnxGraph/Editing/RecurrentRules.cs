using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Editing;

/// <summary>Unrolls LSTM and GRU layers along a sequence of known length, so that gradients go through them step by step.</summary>
internal static class RecurrentRules
{
    /// <summary>Longer sequences would make graphs that take longer to load than to run.</summary>
    private const int MaxSteps = 256;

    public static void AddTo(Dictionary<string, Action<NormalisationScope>> rules)
    {
        rules["LSTM"] = s => Unroll(s, 4);
        rules["GRU"] = s => Unroll(s, 3);
    }

    private static void Unroll(NormalisationScope s, int gates)
    {
        var (node, e) = (s.Node, s.Emit);
        // Left as it is, the layer runs, and gradients that would go through it are refused by its name.
        if (s.Fact(0).Shape is not [{ Size: > 0 and <= MaxSteps and { } steps }, _, _] || s.Fact(2).Sizes is not [var directions, _, var hidden]
            || s.Has(4) || s.Has(7)
            || node.Attributes.Keys.Any(k => k is not ("hidden_size" or "direction" or "linear_before_reset"))
                || directions != (node.Text("direction", "forward") == "bidirectional" ? 2 : 1))
        {
            s.Keep(node);
            return;
        }
        var slices = e.AddMany("Split", (int)steps, [node.Inputs[0]], ("axis", EditableAttribute.Of(0L)));
        for (var t = 0; t < slices.Length; t++) slices[t] = e.Add("Squeeze", slices[t], e.Integers(0));
        var outputs = new List<string>[steps];
        for (var t = 0; t < steps; t++) outputs[t] = [];
        List<string> lastHidden = [], lastCell = [];
        for (var d = 0; d < directions; d++)
        {
            var backwards = d == 1 || node.Text("direction", "forward") == "reverse";
            var cell = gates == 4 ? Lstm(s, d, (int)hidden) : Gru(s, d, (int)hidden);
            string h = "", c = "";
            if (s.Has(5)) h = Direction(e, node.Inputs[5], d);
            if (gates == 4 && s.Has(6)) c = Direction(e, node.Inputs[6], d);
            for (var i = 0; i < steps; i++)
            {
                var t = backwards ? (int)steps - 1 - i : i;
                (h, c) = cell(slices[t], h, c);
                outputs[t].Add(h);
            }
            lastHidden.Add(h);
            lastCell.Add(c);
        }
        if (node.Output(0).Length > 0)
        {
            var rows = outputs.Select(o => e.Add("Unsqueeze", Stack(e, o), e.Integers(0))).ToArray();
            e.Place("Concat", rows, [node.Output(0)], [("axis", EditableAttribute.Of(0L))]);
        }
        if (node.Output(1).Length > 0) e.Place("Identity", [Stack(e, lastHidden)], [node.Output(1)], []);
        if (node.Output(2).Length > 0) e.Place("Identity", [Stack(e, lastCell)], [node.Output(2)], []);
    }

    private static string Stack(NodeEmitter e, List<string> values)
    {
        var rows = values.Select(v => e.Add("Unsqueeze", v, e.Integers(0))).ToArray();
        return rows.Length == 1 ? rows[0] : e.Add("Concat", rows, ("axis", EditableAttribute.Of(0L)));
    }

    private static string Direction(NodeEmitter e, string value, int direction) =>
        e.Add("Squeeze", e.Add("Gather", value, e.Integers(direction)), e.Integers(0));

    /// <summary>The weights of one direction, turned so that a row of the input can be multiplied with them.</summary>
    private static string Weights(NodeEmitter e, string value, int direction) =>
        e.Add("Transpose", [Direction(e, value, direction)], ("perm", EditableAttribute.Of([1, 0])));

    private static Func<string, string, string, (string H, string C)> Lstm(NormalisationScope s, int direction, int hidden)
    {
        var e = s.Emit;
        var (w, r) = (Weights(e, s.Node.Inputs[1], direction), Weights(e, s.Node.Inputs[2], direction));
        var bias = s.Has(3) ? e.AddMany("Split", 2, [Direction(e, s.Node.Inputs[3], direction), e.Integers(4 * hidden, 4 * hidden)]) : null;
        var sum = bias is null ? "" : e.Add("Add", bias[0], bias[1]);
        return (x, h, c) =>
        {
            var all = e.Add("MatMul", x, w);
            if (h.Length > 0) all = e.Add("Add", all, e.Add("MatMul", h, r));
            if (sum.Length > 0) all = e.Add("Add", all, sum);
            // Input, output, forget, cell: the order of the format.
            var gate = e.AddMany("Split", 4, [all, e.Integers(hidden, hidden, hidden, hidden)], ("axis", EditableAttribute.Of(-1L)));
            var next = e.Add("Mul", e.Add("Sigmoid", gate[0]), e.Add("Tanh", gate[3]));
            if (c.Length > 0) next = e.Add("Add", next, e.Add("Mul", e.Add("Sigmoid", gate[2]), c));
            return (e.Add("Mul", e.Add("Sigmoid", gate[1]), e.Add("Tanh", next)), next);
        };
    }

    private static Func<string, string, string, (string H, string C)> Gru(NormalisationScope s, int direction, int hidden)
    {
        var e = s.Emit;
        long[] thirds = [hidden, hidden, hidden];
        string[] Parts(string value) => e.AddMany("Split", 3, [value, e.Integers(thirds)], ("axis", EditableAttribute.Of(-1L)));
        var (w, r) = (Weights(e, s.Node.Inputs[1], direction), Parts(Weights(e, s.Node.Inputs[2], direction)));
        var bias = s.Has(3) ? e.AddMany("Split", 2, [Direction(e, s.Node.Inputs[3], direction), e.Integers(3 * hidden, 3 * hidden)]) : null;
        var recurrent = bias is null ? null : Parts(bias[1]);
        var before = s.Node.Integer("linear_before_reset", 0) != 0;
        string WithBias(string value, int part) => recurrent is null ? value : e.Add("Add", value, recurrent[part]);
        return (x, h, _) =>
        {
            // Without a first state it is zero.
            if (h.Length == 0) h = e.Add("Mul", e.Add("MatMul", x,
                e.Constant(TensorConstant.OfFloats([s.Fact(0).Shape![2].Size ?? throw s.Refuse("its input's width is open"), hidden],
                new float[s.Fact(0).Shape![2].Size!.Value * hidden]))), e.Scalar(0));
            var input = e.Add("MatMul", x, w);
            var gate = Parts(bias is null ? input : e.Add("Add", input, bias[0]));
            var z = e.Add("Sigmoid", e.Add("Add", gate[0], WithBias(e.Add("MatMul", h, r[0]), 0)));
            var reset = e.Add("Sigmoid", e.Add("Add", gate[1], WithBias(e.Add("MatMul", h, r[1]), 1)));
            var candidate = before
                ? e.Add("Mul", reset, WithBias(e.Add("MatMul", h, r[2]), 2))
                : WithBias(e.Add("MatMul", e.Add("Mul", reset, h), r[2]), 2);
            var fresh = e.Add("Tanh", e.Add("Add", gate[2], candidate));
            // (1 - z) * fresh + z * h
            return (e.Add("Add", fresh, e.Add("Mul", z, e.Add("Sub", h, fresh))), "");
        };
    }
}
