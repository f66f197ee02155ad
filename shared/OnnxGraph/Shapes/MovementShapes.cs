using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Shapes;

/// <summary>Operations that move elements.</summary>
internal static class MovementShapes
{
    public static void AddTo(Dictionary<string, Action<NodeScope>> rules)
    {
        rules["Constant"] = s => s.Set(0, s.Node.Tensor("value")?.Type ?? ElementType.Undefined,
            s.Node.Tensor("value")?.Dims.Select(Dimension.Of).ToList());
        rules["Shape"] = s => s.Set(0, ElementType.Int64, s.In(0).Rank is { } r ? [Dimension.Of(ShapeArithmetic.ShapeRange(s.Node, r).Length())]
            : [Dimension.Unknown]);
        rules["Size"] = s => s.Set(0, ElementType.Int64, []);
        rules["Reshape"] = Reshape;
        rules["Flatten"] = Flatten;
        rules["Squeeze"] = Squeeze;
        rules["Unsqueeze"] = Unsqueeze;
        rules["Transpose"] = Transpose;
        rules["Concat"] = Concat;
        rules["Split"] = Split;
        rules["Slice"] = Slice;
        rules["Pad"] = Pad;
        rules["Expand"] = s => s.Set(0, s.In(0).Type, s.In(1).Numbers is { } n ? Broadcasting.Of(s.In(0).Shape, n) : Ranked(s.In(1)));
        rules["Tile"] = Tile;
        rules["Gather"] = Gather;
        rules["GatherElements"] = s => s.Set(0, s.In(0).Type, s.In(1).Shape);
        rules["GatherND"] = GatherMany;
        rules["ConstantOfShape"] = s => s.Set(0, s.Node.Tensor("value")?.Type ?? ElementType.Float, s.In(0).Numbers ?? Ranked(s.In(0)));
        rules["Range"] = Range;
        rules["OneHot"] = OneHot;
        rules["EyeLike"] = s => s.Set(0, (ElementType)s.Node.Integer("dtype", (long)s.In(0).Type), s.In(0).Shape);
        rules["Einsum"] = Einsum;
        rules["NonMaxSuppression"] = s => s.Set(0, ElementType.Int64, [Dimension.Unknown, Dimension.Of(3)]);
        foreach (var op in new[] { "RandomNormalLike", "RandomUniformLike" }) rules[op] = s => s.Set(0, s.In(0).Type, s.In(0).Shape);
    }

    /// <summary>A shape of unknown dimensions, as many as the list that gives it has elements.</summary>
    private static IReadOnlyList<Dimension>? Ranked(ValueFact list) =>
        list.Shape is [{ Size: >= 0 and <= 64 and { } n }] ? [.. Enumerable.Repeat(Dimension.Unknown, (int)n)] : null;

    private static Dimension Product(IEnumerable<Dimension> shape) => shape.Aggregate(Dimension.Of(1), (a, b) => a * b);

    private static void Reshape(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(1).Numbers is not { } wanted)
        {
            s.Set(0, s.In(0).Type, Ranked(s.In(1)));
            return;
        }
        var from = s.In(0).Shape;
        var keepZero = s.Node.Integer("allowzero", 0) != 0;
        var result = new Dimension[wanted.Count];
        var open = -1;
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = wanted[i];
            if (wanted[i].Size == -1) (result[i], open) = (Dimension.Unknown, i);
            else if (wanted[i].Size == 0 && !keepZero) result[i] = from is not null && i < from.Count ? from[i] : Dimension.Unknown;
        }
        if (open >= 0 && from is not null) result[open] = Product(from) / Product(result.Where((_, i) => i != open));
        s.Set(0, s.In(0).Type, result);
    }

    private static void Flatten(NodeScope s)
    {
        s.Set(0, s.In(0).Type, [Dimension.Unknown, Dimension.Unknown]);
        if (s.In(0).Shape is not { } x || s.Node.Integer("axis", 1) is var axis && (axis < -x.Count || axis > x.Count)) return;
        var at = (int)(axis < 0 ? axis + x.Count : axis);
        s.Set(0, s.In(0).Type, [Product(x.Take(at)), Product(x.Skip(at))]);
    }

    private static void Squeeze(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(0).Shape is not { } x) return;
        if (s.List("axes", 1) is { } axes) s.Set(0, s.In(0).Type, ReductionShapes.Without(x, axes, false));
        else if (s.Lacks("axes", 1) && x.All(d => d.Size is not null)) s.Set(0, s.In(0).Type, [.. x.Where(d => d.Size != 1)]);
    }

    private static void Unsqueeze(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(0).Shape is not { } x || s.List("axes", 1) is not { } axes || axes.Count > 64) return;
        var rank = x.Count + axes.Count;
        var result = new Dimension?[rank];
        foreach (var axis in axes)
        {
            if (NodeScope.Axis(axis, rank) is not { } a || result[a] is not null) return;
            result[a] = Dimension.Of(1);
        }
        var next = 0;
        s.Set(0, s.In(0).Type, [.. result.Select(d => d ?? x[next++])]);
    }

    private static void Transpose(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(0).Shape is not { } x) return;
        var order = s.Node.Integers("perm");
        if (order is not null && (order.Count != x.Count || order.Any(p => p < 0 || p >= x.Count))) return;
        s.Set(0, s.In(0).Type, order is null ? [.. x.Reverse()] : [.. order.Select(p => x[(int)p])]);
    }

    private static void Concat(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(0).Shape is not { } x || NodeScope.Axis(s.Node.Integer("axis", 0), x.Count) is not { } axis) return;
        var result = x.ToArray();
        for (var i = 1; i < s.Node.Inputs.Count; i++)
        {
            if (s.In(i).Shape is not { } other || other.Count != x.Count)
            {
                result[axis] = Dimension.Unknown;
                continue;
            }
            for (var d = 0; d < x.Count; d++)
            {
                if (d == axis) result[d] += other[d];
                else if (result[d].Size is null && other[d].Size is not null) result[d] = other[d];
            }
        }
        s.Set(0, s.In(0).Type, result);
    }

    private static void Split(NodeScope s)
    {
        for (var i = 0; i < s.Node.Outputs.Count; i++) s.Set(i, s.In(0).Type, null);
        if (s.In(0).Shape is not { } x || NodeScope.Axis(s.Node.Integer("axis", 0), x.Count) is not { } axis) return;
        var sizes = s.List("split", 1);
        var parts = s.Node.Outputs.Count;
        for (var i = 0; i < parts; i++)
        {
            var result = x.ToArray();
            if (sizes is not null && sizes.Count == parts) result[axis] = Dimension.Of(sizes[i]);
            else if (s.Has(1) || x[axis].Size is not { } size) result[axis] = Dimension.Unknown;
            else
            {
                // Only the last part may be smaller (operator set 18).
                var each = (size + parts - 1) / parts;
                result[axis] = Dimension.Of(Math.Max(0, i < parts - 1 ? each : size - (each * (parts - 1))));
            }
            s.Set(i, s.In(0).Type, result);
        }
    }

    private static void Slice(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(0).Shape is not { } x) return;
        if (s.Has(3) && s.In(3).Integers is null)
        {
            s.Set(0, s.In(0).Type, [.. x.Select(_ => Dimension.Unknown)]);
            return;
        }
        var axes = SliceBounds.Axes(s);
        var result = x.ToArray();
        for (var i = 0; axes is not null && i < axes.Count; i++)
        {
            if (NodeScope.Axis(axes[i], x.Count) is not { } axis) return;
            result[axis] = SliceBounds.Length(s, i, x[axis]);
        }
        s.Set(0, s.In(0).Type, axes is null ? [.. x.Select(_ => Dimension.Unknown)] : result);
    }

    private static void Pad(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(0).Shape is not { } x) return;
        var axes = s.Has(3) ? s.In(3).Integers : [.. Enumerable.Range(0, x.Count).Select(i => (long)i)];
        if (axes is null || s.List("pads", 1) is not { } pads || pads.Count != 2 * axes.Length)
        {
            s.Set(0, s.In(0).Type, [.. x.Select(_ => Dimension.Unknown)]);
            return;
        }
        var result = x.ToArray();
        for (var i = 0; i < axes.Length; i++)
        {
            if (NodeScope.Axis(axes[i], x.Count) is not { } axis) return;
            result[axis] += Dimension.Of(pads[i]) + Dimension.Of(pads[i + axes.Length]);
        }
        s.Set(0, s.In(0).Type, result);
    }

    private static void Tile(NodeScope s) => s.Set(0, s.In(0).Type, s.In(0).Shape is not { } x ? null
        : s.In(1).Numbers is { } n && n.Count == x.Count ? [.. x.Select((d, i) => d * n[i])] : [.. x.Select(_ => Dimension.Unknown)]);

    private static void Gather(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(0).Shape is not { } x || s.In(1).Shape is not { } i || NodeScope.Axis(s.Node.Integer("axis", 0), x.Count) is not { } axis) return;
        s.Set(0, s.In(0).Type, [.. x.Take(axis), .. i, .. x.Skip(axis + 1)]);
    }

    private static void GatherMany(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(0).Shape is not { } x || s.In(1).Shape is not { Count: > 0 } i || i[^1].Size is not (>= 0 and { } last)) return;
        var batch = (int)Math.Clamp(s.Node.Integer("batch_dims", 0), 0, 64);
        if (batch + last <= x.Count) s.Set(0, s.In(0).Type, [.. i.SkipLast(1), .. x.Skip(batch + (int)last)]);
    }

    private static void Range(NodeScope s)
    {
        var length = Dimension.Unknown;
        if (s.In(0).Numbers is [var start] && s.In(1).Numbers is [var limit] && s.In(2).Numbers is [{ Size: 1 }]) length = limit - start;
        s.Set(0, s.In(0).Type, [length]);
    }

    private static void Einsum(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        var equation = s.Node.Text("equation", "").Replace(" ", "", StringComparison.Ordinal);
        if (equation.Contains('.') || equation.Split("->") is not [var from, var to] || from.Split(',') is not { } parts
            || parts.Length != s.Node.Inputs.Count) return;
        var sizes = new Dictionary<char, Dimension>();
        for (var i = 0; i < parts.Length; i++)
        {
            if (s.In(i).Shape is not { } shape || shape.Count != parts[i].Length) return;
            for (var d = 0; d < shape.Count; d++) sizes.TryAdd(parts[i][d], shape[d]);
        }
        if (to.All(sizes.ContainsKey)) s.Set(0, s.In(0).Type, [.. to.Select(letter => sizes[letter])]);
    }

    private static void OneHot(NodeScope s)
    {
        s.Set(0, s.In(2).Type, null);
        if (s.In(0).Shape is not { } x || NodeScope.Axis(s.Node.Integer("axis", -1), x.Count + 1) is not { } axis) return;
        var depth = s.In(1).Integers is [var d] ? Dimension.Of(d) : Dimension.Unknown;
        s.Set(0, s.In(2).Type, [.. x.Take(axis), depth, .. x.Skip(axis)]);
    }
}
