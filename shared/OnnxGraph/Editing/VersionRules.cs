using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Editing;

/// <summary>Operators whose parameters changed between attribute and input, or that got new ones.</summary>
internal static class VersionRules
{
    private static readonly string[] AxesAsAttribute =
    [
        "ReduceMean", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceSumSquare",
    ];

    public static void AddTo(Dictionary<string, Action<NormalisationScope>> rules)
    {
        foreach (var op in AxesAsAttribute) rules[op] = AxesToAttribute;
        foreach (var op in new[] { "Squeeze", "Unsqueeze", "ReduceSum" }) rules[op] = s => ToInput(s, "axes");
        rules["Split"] = Split;
        rules["Softmax"] = Flat;
        rules["LogSoftmax"] = Flat;
        rules["Cast"] = s => Without(s, "saturate", "round_mode");
        rules["QuantizeLinear"] = s => Without(s, "saturate", "block_size", "output_dtype", "precision");
        rules["DequantizeLinear"] = s => Without(s, "block_size", "output_dtype");
        rules["Pad"] = Pad;
        rules["Resize"] = Resize;
        rules["AveragePool"] = AveragePool;
        rules["MaxPool"] = MaxPool;
        rules["Dropout"] = s => s.Emit.Place("Identity", [s.Node.Inputs[0]], [s.Out], []);
        rules["BatchNormalization"] = BatchNormalization;
        rules["Scatter"] = s =>
        {
            s.Node.Operator = "ScatterElements";
            s.Keep(s.Node);
        };
        rules["CastLike"] = s => s.Emit.Place("Cast", [s.Node.Inputs[0]], [s.Out], [("to", EditableAttribute.Of((long)s.Fact(1).Type))]);
    }

    /// <summary>The axes of a reduction; null for all; a refusal where the model computes them.</summary>
    public static IReadOnlyList<long>? Axes(NormalisationScope s)
    {
        if (s.Node.Integers("axes") is { } given) return given;
        if (!s.Has(1)) return null;
        var axes = s.Fact(1).Integers ?? throw s.Refuse("its axes are computed from the input");
        return axes.Length == 0 ? null : axes;
    }

    private static void AxesToAttribute(NormalisationScope s)
    {
        var axes = Axes(s);
        if (axes is null && s.Node.Integer("noop_with_empty_axes", 0) != 0) throw s.Refuse("it reduces nothing");
        if (axes is not null) s.Node.Attributes["axes"] = EditableAttribute.Of(axes);
        s.Node.Attributes.Remove("noop_with_empty_axes");
        s.Node.Inputs.RemoveRange(1, s.Node.Inputs.Count - 1);
        s.Keep(s.Node);
    }

    private static void ToInput(NormalisationScope s, string attribute)
    {
        if (s.Node.Integers(attribute) is { } values)
        {
            s.Node.Attributes.Remove(attribute);
            s.Node.Inputs.RemoveRange(1, s.Node.Inputs.Count - 1);
            s.Node.Inputs.Add(s.Emit.Integers([.. values]));
        }
        s.Keep(s.Node);
    }

    private static void Split(NormalisationScope s)
    {
        if (s.Node.Attributes.Remove("num_outputs"))
        {
            var (axis, parts) = (s.Node.Integer("axis", 0), s.Node.Outputs.Count);
            if (s.Fact(0).Shape is not { } shape || shape[(int)(axis < 0 ? axis + shape.Count : axis)].Size is not { } size)
                throw s.Refuse("the dimension that it splits is open; fix it");
            var each = (size + parts - 1) / parts;
            s.Node.Inputs.Add(s.Emit.Integers([.. Enumerable.Range(0, parts).Select(i => i < parts - 1 ? each : size - (each * (parts - 1)))]));
        }
        ToInput(s, "split");
    }

    private static void Without(NormalisationScope s, params string[] attributes)
    {
        if (s.Node.Integer("block_size", 0) != 0) throw s.Refuse("it has a scale for each block");
        foreach (var name in attributes) s.Node.Attributes.Remove(name);
        s.Keep(s.Node);
    }

    /// <summary>Before operator set 13 all axes from the given one on were taken together.</summary>
    private static void Flat(NormalisationScope s)
    {
        if (s.From >= 13)
        {
            s.Keep(s.Node);
            return;
        }
        var (axis, rank) = (s.Node.Integer("axis", 1), s.Rank(0));
        if (axis < 0) axis += rank;
        s.Node.Attributes["axis"] = EditableAttribute.Of(-1L);
        if (axis == rank - 1)
        {
            s.Keep(s.Node);
            return;
        }
        var flat = s.Emit.Add("Flatten", [s.Node.Inputs[0]], ("axis", EditableAttribute.Of(axis)));
        var result = s.Emit.Add(s.Node.Operator, [flat], ("axis", EditableAttribute.Of(-1L)));
        s.Emit.Place("Reshape", [result, s.Emit.ShapeOf(s.Node.Inputs[0])], [s.Out], []);
    }

    private static void Pad(NormalisationScope s)
    {
        if (s.Has(3))
        {
            var rank = s.Rank(0);
            if (s.Fact(1).Integers is not { } pads || s.Fact(3).Integers is not { } axes) throw s.Refuse("what it pads is computed from the input");
            var all = new long[2 * rank];
            for (var i = 0; i < axes.Length; i++)
            {
                var axis = axes[i] < 0 ? axes[i] + rank : axes[i];
                (all[axis], all[axis + rank]) = (pads[i], pads[i + axes.Length]);
            }
            s.Node.Inputs[1] = s.Emit.Integers(all);
            s.Node.Inputs.RemoveAt(3);
        }
        if (s.Node.Text("mode", "constant") == "wrap") throw s.Refuse("it pads by wrapping round");
        s.Keep(s.Node);
    }

    private static void Resize(NormalisationScope s)
    {
        if (s.Node.Integer("antialias", 0) != 0) throw s.Refuse("it smooths while it resizes");
        if (s.Node.Text("keep_aspect_ratio_policy", "stretch") != "stretch") throw s.Refuse("it keeps the aspect ratio");
        s.Node.Attributes.Remove("antialias");
        s.Node.Attributes.Remove("keep_aspect_ratio_policy");
        if (s.Node.Integers("axes") is { } axes)
        {
            var rank = s.Rank(0);
            s.Node.Attributes.Remove("axes");
            if (s.Has(3))
            {
                if (s.Fact(3).Integers is not { } sizes || s.Fact(0).Sizes is not { } all) throw s.Refuse("its sizes are computed from the input");
                for (var i = 0; i < axes.Count; i++) all[axes[i] < 0 ? axes[i] + rank : axes[i]] = sizes[i];
                s.Node.Inputs[3] = s.Emit.Integers(all);
            }
            else
            {
                if (s.Fact(2).Constant?.ToReals() is not { } scales) throw s.Refuse("its scales are computed from the input");
                var all = Enumerable.Repeat(1f, rank).ToArray();
                for (var i = 0; i < axes.Count; i++) all[axes[i] < 0 ? axes[i] + rank : axes[i]] = (float)scales[i];
                s.Node.Inputs[2] = s.Emit.Constant(TensorConstant.OfFloats([rank], all));
            }
        }
        s.Keep(s.Node);
    }

    private static void AveragePool(NormalisationScope s)
    {
        if (s.Node.Integers("dilations") is { } dilations && dilations.Any(d => d != 1)) throw s.Refuse("its window has gaps");
        s.Node.Attributes.Remove("dilations");
        s.Keep(s.Node);
    }

    /// <summary>Says a last window that reaches over the end by padding: versions of the specification differ about when there is one.</summary>
    private static void MaxPool(NormalisationScope s)
    {
        var node = s.Node;
        if (node.Integer("ceil_mode", 0) != 0 && node.Integers("kernel_shape") is { } kernel && s.Fact(0).Shape is { } x
            && x.Count == kernel.Count + 2)
        {
            var pads = new long[2 * kernel.Count];
            for (var i = 0; i < kernel.Count; i++)
            {
                if (x[i + 2].Size is not { } size || WindowGeometry.Of(node, kernel.Count, i, kernel[i], size) is not { } window
                    || window.Output(size) is not { } output)
                    throw s.Refuse("the size of its input is open; fix it");
                (pads[i], pads[i + kernel.Count]) = (window.Begin,
                    Math.Max(window.End, ((output - 1) * window.Stride) + window.Reach - size - window.Begin));
                // Padding that would add a window is not needed: the last one covers the end.
                if ((window with { End = pads[i + kernel.Count], Ceil = false }).Output(size) != output) pads[i + kernel.Count] = ((output - 1) * window.Stride) + window.Reach - size - window.Begin;
                if (pads[i + kernel.Count] < 0) throw s.Refuse("its last window is left out");
            }
            node.Attributes.Remove("auto_pad");
            node.Attributes.Remove("ceil_mode");
            node.Attributes["pads"] = EditableAttribute.Of(pads);
        }
        s.Keep(node);
    }

    private static void BatchNormalization(NormalisationScope s)
    {
        if (s.Node.Integer("training_mode", 0) != 0) throw s.Refuse("it is in training mode");
        foreach (var name in new[] { "training_mode", "momentum", "spatial" }) s.Node.Attributes.Remove(name);
        s.Node.Outputs.RemoveRange(1, s.Node.Outputs.Count - 1);
        s.Keep(s.Node);
    }
}
