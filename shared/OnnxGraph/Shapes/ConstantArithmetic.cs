using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Shapes;

/// <summary>Constant folding of arithmetic: whole numbers exactly, others in double precision, rounded to the type.</summary>
internal static class ConstantArithmetic
{
    private static readonly Dictionary<string, Func<double, double>> Single = new(StringComparer.Ordinal)
    {
        ["Neg"] = x => -x,
        ["Abs"] = Math.Abs,
        ["Sqrt"] = Math.Sqrt,
        ["Exp"] = Math.Exp,
        ["Log"] = Math.Log,
        ["Floor"] = Math.Floor,
        ["Ceil"] = Math.Ceiling,
        ["Round"] = x => Math.Round(x, MidpointRounding.ToEven),
        ["Reciprocal"] = x => 1 / x,
        ["Sin"] = Math.Sin,
        ["Cos"] = Math.Cos,
    };

    private static readonly Dictionary<string, Func<double, double, double>> Double = new(StringComparer.Ordinal)
    {
        ["Add"] = (x, y) => x + y,
        ["Sub"] = (x, y) => x - y,
        ["Mul"] = (x, y) => x * y,
        ["Div"] = (x, y) => x / y,
        ["Pow"] = Math.Pow,
        ["Min"] = Math.Min,
        ["Max"] = Math.Max,
    };

    private static readonly Dictionary<string, Func<long, long, long>> Whole = new(StringComparer.Ordinal)
    {
        ["Add"] = (x, y) => x + y,
        ["Sub"] = (x, y) => x - y,
        ["Mul"] = (x, y) => x * y,
        ["Div"] = (x, y) => y is 0 or -1 ? y == 0 ? 0 : -x : x / y,
        ["Min"] = Math.Min,
        ["Max"] = Math.Max,
    };

    private static readonly Dictionary<string, Func<double, double, bool>> Comparison = new(StringComparer.Ordinal)
    {
        ["Equal"] = (x, y) => x == y,
        ["Greater"] = (x, y) => x > y,
        ["GreaterOrEqual"] = (x, y) => x >= y,
        ["Less"] = (x, y) => x < y,
        ["LessOrEqual"] = (x, y) => x <= y,
        ["And"] = (x, y) => x != 0 && y != 0,
        ["Or"] = (x, y) => x != 0 || y != 0,
    };

    public static TensorConstant? Evaluate(EditableNode node, NodeScope s, TensorConstant?[] inputs)
    {
        if (inputs[0] is not { } a || s.Output(0).Sizes is not { } sizes) return null;
        if (node.Is("Cast")) return Cast(a, (ElementType)node.Integer("to", 0));
        if (node.Is("Not")) return TensorConstant.OfWhole(ElementType.Bool, sizes, [.. a.ToIntegers()!.Select(v => v == 0 ? 1L : 0)]);
        if (Single.TryGetValue(node.Operator, out var single) && inputs.Length == 1)
        {
            if (a.Type.IsReal()) return TensorConstant.OfReals(a.Type, sizes, Array.ConvertAll(a.ToReals()!, v => single(v)));
            return node.Is("Neg") && a.ToIntegers() is { } w ? TensorConstant.OfWhole(a.Type, sizes, Array.ConvertAll(w, v => -v)) : null;
        }
        if (inputs is not [_, { } b] || (!a.Type.IsReal() && !a.Type.IsWhole()) || (!b.Type.IsReal() && !b.Type.IsWhole())) return null;
        if (Comparison.TryGetValue(node.Operator, out var comparison))
            return TensorConstant.OfWhole(ElementType.Bool, sizes,
                [.. Pairs(a, b, sizes, a.ToReals()!, b.ToReals()!, (x, y) => comparison(x, y) ? 1L : 0)]);
        if (a.ToIntegers() is { } m && b.ToIntegers() is { } n)
            return Whole.TryGetValue(node.Operator, out var whole) ? TensorConstant.OfWhole(a.Type, sizes, [.. Pairs(a, b, sizes, m, n, whole)])
                : null;
        return a.Type.IsReal() && Double.TryGetValue(node.Operator, out var pair)
            ? TensorConstant.OfReals(a.Type, sizes, [.. Pairs(a, b, sizes, a.ToReals()!, b.ToReals()!, pair)]) : null;
    }

    private static TResult[] Pairs<T, TResult>(TensorConstant a, TensorConstant b, long[] sizes, T[] x, T[] y, Func<T, T, TResult> with)
    {
        var result = new TResult[sizes.Aggregate(1L, (p, q) => p * q)];
        var at = new long[sizes.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = with(x[ConstantMovement.Flat(a.Dims, at, at.Length - a.Dims.Count, true)],
                y[ConstantMovement.Flat(b.Dims, at, at.Length - b.Dims.Count, true)]);
            for (var d = sizes.Length - 1; d >= 0 && ++at[d] == sizes[d]; d--) at[d] = 0;
        }
        return result;
    }

    private static TensorConstant? Cast(TensorConstant a, ElementType to)
    {
        if (to == a.Type) return a;
        if (to.IsReal() && a.ToReals() is { } reals) return TensorConstant.OfReals(to, a.Dims, reals);
        if (!to.IsWhole()) return null;
        if (a.ToIntegers() is { } whole) return TensorConstant.OfWhole(to, a.Dims, whole);
        // Numbers beyond the target are undefined in the specification: left to the runtime.
        return a.ToReals() is { } values && Array.TrueForAll(values, v => Math.Abs(v) < 1e9)
            ? TensorConstant.OfWhole(to, a.Dims, Array.ConvertAll(values, v => to == ElementType.Bool ? v != 0 ? 1L : 0 : (long)v)) : null;
    }
}
