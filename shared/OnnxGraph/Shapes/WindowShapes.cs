using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Shapes;

/// <summary>Convolutions, pooling and resizing.</summary>
internal static class WindowShapes
{
    public static void AddTo(Dictionary<string, Action<NodeScope>> rules)
    {
        rules["Conv"] = s => Convolution(s, s.In(0).Type);
        rules["ConvInteger"] = s => Convolution(s, ElementType.Int32);
        rules["ConvTranspose"] = Transposed;
        rules["MaxPool"] = Pool;
        rules["AveragePool"] = Pool;
        rules["LpPool"] = Pool;
        foreach (var op in new[] { "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool" }) rules[op] = s =>
            s.Set(0, s.In(0).Type, s.In(0).Shape is { } shape ? [.. shape.Select((d, i) => i < 2 ? d : Dimension.Of(1))] : null);
        rules["Resize"] = Resize;
        rules["Upsample"] = Resize;
        rules["DepthToSpace"] = s => Blocks(s, false);
        rules["SpaceToDepth"] = s => Blocks(s, true);
        rules["GridSample"] = s => s.Set(0, s.In(0).Type, s.In(0).Shape is { Count: 4 } x && s.In(1).Shape is { Count: 4 } g
            ? [x[0], x[1], g[1], g[2]] : null);
    }

    private static void Convolution(NodeScope s, ElementType type)
    {
        s.Set(0, type, null);
        if (s.In(0).Shape is not { Count: > 2 } x || s.In(1).Shape is not { } w || w.Count != x.Count) return;
        var kernel = new long?[x.Count - 2];
        for (var i = 0; i < kernel.Length; i++) kernel[i] = w[i + 2].Size;
        s.Set(0, type, [x[0], w[0], .. Windows(s, x, kernel)]);
    }

    private static void Pool(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(0).Shape is not { Count: > 2 } x || s.Node.Integers("kernel_shape") is not { } k || k.Count != x.Count - 2) return;
        IReadOnlyList<Dimension> shape = [x[0], x[1], .. Windows(s, x, [.. k.Select(v => (long?)v)])];
        s.Set(0, s.In(0).Type, shape);
        s.Set(1, ElementType.Int64, shape);
    }

    private static IEnumerable<Dimension> Windows(NodeScope s, IReadOnlyList<Dimension> x, long?[] kernel)
    {
        var rank = kernel.Length;
        for (var i = 0; i < rank; i++)
        {
            if (kernel[i] is not { } k || WindowGeometry.Of(s.Node, rank, i, k, x[i + 2].Size) is not { } g) yield return Dimension.Unknown;
            else yield return x[i + 2].Size is { } size ? g.Output(size) is { } o ? Dimension.Of(o) : Dimension.Unknown
                : g is { Stride: 1 } ? x[i + 2] + Dimension.Of(g.Begin + g.End - g.Reach + 1) : Dimension.Unknown;
        }
    }

    private static void Transposed(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(0).Shape is not { Count: > 2 } x || s.In(1).Shape is not { } w || w.Count != x.Count || w[1].Size is not { } perGroup) return;
        var node = s.Node;
        List<Dimension> shape = [x[0], Dimension.Of(checked(perGroup * node.Integer("group", 1)))];
        for (var i = 0; i < x.Count - 2; i++)
        {
            if (node.Integers("output_shape") is { } given && given.Count > i)
            {
                shape.Add(Dimension.Of(given[i]));
                continue;
            }
            var (stride, dilation) = (At(node, "strides", i, 1), At(node, "dilations", i, 1));
            if (x[i + 2].Size is not { } size || w[i + 2].Size is not { } k) shape.Add(Dimension.Unknown);
            else if (node.Text("auto_pad", "NOTSET") is "SAME_UPPER" or "SAME_LOWER") shape.Add(Dimension.Of(checked(size * stride)));
            else shape.Add(Dimension.Of(checked((stride * (size - 1)) + At(node, "output_padding", i, 0) + ((k - 1) * dilation) + 1
                - At(node, "pads", i, 0) - At(node, "pads", i + x.Count - 2, 0))));
        }
        s.Set(0, s.In(0).Type, shape);
    }

    private static long At(EditableNode node, string name, int index, long fallback) =>
        node.Integers(name) is { } list && index < list.Count ? list[index] : fallback;

    private static void Resize(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(0).Shape is not { } x) return;
        var upsample = s.Node.Is("Upsample");
        var axes = s.Node.Integers("axes") ?? [.. Enumerable.Range(0, x.Count).Select(i => (long)i)];
        var result = x.ToArray();
        if (!upsample && s.Has(3) && s.In(3).Numbers is { } sizes && sizes.Count == axes.Count)
        {
            for (var i = 0; i < axes.Count; i++)
            {
                if (NodeScope.Axis(axes[i], x.Count) is not { } axis) return;
                result[axis] = s.Node.Text("keep_aspect_ratio_policy", "stretch") == "stretch" ? sizes[i] : Dimension.Unknown;
            }
            s.Set(0, s.In(0).Type, result);
        }
        else if (s.In(upsample ? 1 : 2).Constant?.ToReals() is { } scales && scales.Length == axes.Count)
        {
            for (var i = 0; i < axes.Count; i++)
            {
                if (NodeScope.Axis(axes[i], x.Count) is not { } axis || scales[i] is not (> 0 and < 1e6)) return;
                result[axis] = scales[i] == 1 ? x[axis]
                    : x[axis].Size is { } size ? Dimension.Of((long)Math.Floor((float)scales[i] * size)) : Dimension.Unknown;
            }
            s.Set(0, s.In(0).Type, result);
        }
        else s.Set(0, s.In(0).Type, [.. x.Select(_ => Dimension.Unknown)]);
    }

    private static void Blocks(NodeScope s, bool down)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(0).Shape is not { Count: 4 } x || s.Node.Integer("blocksize", 0) is not (> 0 and < 65536 and var size)) return;
        var (b, square) = (Dimension.Of(size), Dimension.Of(size * size));
        s.Set(0, s.In(0).Type, down ? [x[0], x[1] * square, x[2] / b, x[3] / b] : [x[0], x[1] / square, x[2] * b, x[3] * b]);
    }
}
