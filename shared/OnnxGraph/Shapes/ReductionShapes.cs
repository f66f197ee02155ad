using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Shapes;

/// <summary>Reductions, products of matrices and choices.</summary>
internal static class ReductionShapes
{
    private static readonly string[] Reductions =
    [
        "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp",
            "ReduceSumSquare",
    ];

    public static void AddTo(Dictionary<string, Action<NodeScope>> rules)
    {
        foreach (var op in Reductions) rules[op] = Reduce;
        foreach (var op in new[] { "ArgMax", "ArgMin" }) rules[op] = s => s.Set(0, ElementType.Int64,
            s.In(0).Shape is { } shape ? Without(shape, [s.Node.Integer("axis", 0)], s.Node.Integer("keepdims", 1) != 0) : null);
        rules["MatMul"] = s => s.Set(0, s.In(0).Type, Product(s.In(0).Shape, s.In(1).Shape));
        rules["MatMulInteger"] = s => s.Set(0, ElementType.Int32, Product(s.In(0).Shape, s.In(1).Shape));
        rules["Gemm"] = Gemm;
        rules["TopK"] = TopK;
        rules["NonZero"] = s => s.Set(0, ElementType.Int64, s.In(0).Rank is { } rank ? [Dimension.Of(rank), Dimension.Unknown] : null);
        rules["LSTM"] = s => Recurrent(s, 2);
        rules["GRU"] = s => Recurrent(s, 1);
        rules["RNN"] = s => Recurrent(s, 1);
    }

    /// <summary>The shape without some axes; null where an axis is outside.</summary>
    public static IReadOnlyList<Dimension>? Without(IReadOnlyList<Dimension> shape, IReadOnlyList<long> axes, bool keep)
    {
        var gone = new bool[shape.Count];
        foreach (var axis in axes)
        {
            if (NodeScope.Axis(axis, shape.Count) is not { } a) return null;
            gone[a] = true;
        }
        return keep ? [.. shape.Select((d, i) => gone[i] ? Dimension.Of(1) : d)] : [.. shape.Where((_, i) => !gone[i])];
    }

    private static void Reduce(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(0).Shape is not { } shape) return;
        var keep = s.Node.Integer("keepdims", 1) != 0;
        var axes = s.List("axes", 1);
        if (axes is null && !s.Lacks("axes", 1))
        {
            if (keep) s.Set(0, s.In(0).Type, [.. shape.Select(_ => Dimension.Unknown)]);
            return;
        }
        if (axes is null || axes.Count == 0)
        {
            if (s.Node.Integer("noop_with_empty_axes", 0) != 0) s.Set(0, s.In(0).Type, shape);
            else s.Set(0, s.In(0).Type, keep ? [.. shape.Select(_ => Dimension.Of(1))] : []);
            return;
        }
        s.Set(0, s.In(0).Type, Without(shape, axes, keep));
    }

    private static List<Dimension>? Product(IReadOnlyList<Dimension>? a, IReadOnlyList<Dimension>? b)
    {
        if (a is null || b is null || a.Count == 0 || b.Count == 0) return null;
        IReadOnlyList<Dimension> left = a.Count == 1 ? [Dimension.Of(1), a[0]] : a;
        IReadOnlyList<Dimension> right = b.Count == 1 ? [b[0], Dimension.Of(1)] : b;
        var batch = Broadcasting.Of([.. left.SkipLast(2)], [.. right.SkipLast(2)])!;
        List<Dimension> result = [.. batch];
        if (a.Count > 1) result.Add(left[^2]);
        if (b.Count > 1) result.Add(right[^1]);
        return result;
    }

    private static void Gemm(NodeScope s)
    {
        s.Set(0, s.In(0).Type, null);
        if (s.In(0).Shape is not { Count: 2 } a || s.In(1).Shape is not { Count: 2 } b) return;
        s.Set(0, s.In(0).Type, [a[s.Node.Integer("transA", 0) != 0 ? 1 : 0], b[s.Node.Integer("transB", 0) != 0 ? 0 : 1]]);
    }

    private static void TopK(NodeScope s)
    {
        IReadOnlyList<Dimension>? shape = null;
        if (s.In(0).Shape is { } from && NodeScope.Axis(s.Node.Integer("axis", -1), from.Count) is { } axis)
            shape = [.. from.Select((d, i) => i != axis ? d : s.In(1).Integers is [var k] && k >= 0 ? Dimension.Of(k) : Dimension.Unknown)];
        s.Set(0, s.In(0).Type, shape);
        s.Set(1, ElementType.Int64, shape);
    }

    private static void Recurrent(NodeScope s, int states)
    {
        var type = s.In(0).Type;
        for (var i = 0; i <= states; i++) s.Set(i, type, null);
        if (s.In(0).Shape is not { Count: 3 } x || s.In(2).Shape is not { Count: 3 } r || s.Node.Integer("layout", 0) != 0) return;
        s.Set(0, type, [x[0], r[0], x[1], r[2]]);
        for (var i = 1; i <= states; i++) s.Set(i, type, [r[0], x[1], r[2]]);
    }
}
