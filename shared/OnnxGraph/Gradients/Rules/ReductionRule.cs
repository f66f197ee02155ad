using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Sums, means and lengths over axes: the cotangent is repeated along them.</summary>
internal sealed class ReductionRule : IGradientRule
{
    public IReadOnlyList<string> Operators =>
        ["ReduceSum", "ReduceMean", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSum", "ReduceLogSumExp", "ReduceProd", "GlobalAveragePool"];

    public string? Backward(GradientContext c)
    {
        if (!c.Needs(0)) return null;
        var e = c.Emit;
        string g = c.G, y = c.Y;
        if (!c.Node.Is("GlobalAveragePool") && c.Node.Integer("keepdims", 1) == 0)
        {
            if (Kept(c) is not { } shape) return "the axes that it reduces are not known";
            (g, y) = (e.Add("Reshape", g, shape), e.Add("Reshape", y, shape));
        }
        var wide = c.Emit.ShapeOf(c.X);
        switch (c.Node.Operator)
        {
            case "ReduceSum":
                c.Give(0, e.Add("Expand", g, wide));
                break;
            case "ReduceMean" or "GlobalAveragePool":
                c.Give(0, e.Add("Expand", e.Add("Mul", g, Share(c)), wide));
                break;
            case "ReduceSumSquare":
                c.Give(0, e.Add("Mul", e.Add("Mul", c.X, e.Scalar(2)), g));
                break;
            case "ReduceL1":
                c.Give(0, e.Add("Mul", e.Add("Sign", c.X), g));
                break;
            case "ReduceL2":
                // At the origin the length has no direction; zero is one of its subgradients.
                c.Give(0, e.Add("Mul", c.X, e.Add("Div", g, e.Add("Max", y, e.Scalar(1e-12f)))));
                break;
            case "ReduceLogSum":
                c.Give(0, e.Add("Expand", e.Add("Div", g, e.Add("Exp", y)), wide));
                break;
            case "ReduceLogSumExp":
                c.Give(0, e.Add("Mul", g, e.Add("Exp", e.Add("Sub", c.X, y))));
                break;
            default:
                c.Give(0, e.Add("Mul", g, e.Add("Div", y, c.X)));
                break;
        }
        return null;
    }

    /// <summary>The shape of the result with ones where axes were reduced.</summary>
    private static string? Kept(GradientContext c)
    {
        if (c.Fact(0).Rank is not { } rank) return null;
        var axes = c.Node.Integers("axes") ?? (c.Node.Input(1).Length > 0 ? c.Fact(1).Integers : [.. Enumerable.Range(0, rank).Select(i => (long)i)]);
        if (axes is null) return null;
        if (axes.Count == rank) return c.Emit.Integers([.. Enumerable.Repeat(1L, rank)]);
        var gone = axes.Select(a => a < 0 ? a + rank : a).ToHashSet();
        var parts = Enumerable.Range(0, rank).Select(i => gone.Contains(i) ? c.Emit.Integers(1) : c.Emit.DimensionOf(c.X, i)).ToArray();
        return c.Emit.Add("Concat", parts, ("axis", EditableAttribute.Of(0L)));
    }

    /// <summary>One divided by how many elements a mean is of.</summary>
    private static string Share(GradientContext c)
    {
        var e = c.Emit;
        if (c.Fact(0).Shape is { } from && e.Facts[c.Y].Shape is { } to && c.Node.Is("GlobalAveragePool")
            && from.Skip(2).All(d => d.Size is not null))
            return e.Scalar(1f / from.Skip(2).Aggregate(1L, (a, d) => checked(a * d.Size!.Value)));
        if (c.Fact(0).Shape is { } shape && c.Node.Integers("axes") is { } axes
            && axes.All(a => shape[(int)(a < 0 ? a + shape.Count : a)].Size is not null))
            return e.Scalar(1f / axes.Aggregate(1L, (n, a) => checked(n * shape[(int)(a < 0 ? a + shape.Count : a)].Size!.Value)));
        string Real(string value) => e.Add("Cast", [e.Add("Size", value)], ("to", EditableAttribute.Of((long)ElementType.Float)));
        return e.Add("Div", Real(c.Y), Real(c.X));
    }
}
