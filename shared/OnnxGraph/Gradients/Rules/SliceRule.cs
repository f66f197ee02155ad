using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>A part of a tensor: zeros around the cotangent, or a product with a selection where the bounds are only known when the graph
/// runs.</summary>
internal sealed class SliceRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Slice"];

    public string? Backward(GradientContext c)
    {
        if (!c.Needs(0)) return null;
        if (c.Fact(0).Shape is not { } shape) return "the number of dimensions of its input is not known";
        var scope = new NodeScope(c.Node, c.Emit.Facts.Facts.ToDictionary(), 17);
        if (SliceBounds.Axes(scope) is not { } axes) return "the axes that it cuts are not known";
        var pads = new long[2 * shape.Count];
        var padded = true;
        for (var i = 0; i < axes.Count && padded; i++)
        {
            var axis = (int)(axes[i] < 0 ? axes[i] + shape.Count : axes[i]);
            padded = shape[axis].Size is { } size && SliceBounds.Of(scope, i, size) is { Step: 1 } cut
                && (pads[axis], pads[axis + shape.Count]) is var _ && Set(pads, axis, shape.Count, cut.Start, size - cut.Start - cut.Length);
        }
        if (padded)
        {
            c.Give(0, c.Emit.Add("Pad", c.G, c.Emit.Integers(pads)));
            return null;
        }
        return Selected(c, axes, shape.Count);
    }

    private static bool Set(long[] pads, int axis, int rank, long before, long after)
    {
        (pads[axis], pads[axis + rank]) = (before, after);
        return true;
    }

    /// <summary>The same cut of the numbers 0 to size-1 says which elements were taken. Several axes are undone one by one, the last cut
    /// first.</summary>
    private static string? Selected(GradientContext c, IReadOnlyList<long> axes, int rank)
    {
        var (e, node, g) = (c.Emit, c.Node, c.G);
        for (var i = axes.Count - 1; i >= 0; i--)
        {
            var axis = (int)(axes[i] < 0 ? axes[i] + rank : axes[i]);
            var size = e.DimensionOf(c.X, axis);
            var numbers = e.Add("Range", e.Integer(0), e.Add("Squeeze", size), e.Integer(1));
            string One(int input) => e.Add("Gather", node.Inputs[input], e.Integers(i));
            string[] cut = node.Input(4).Length > 0 ? [numbers, One(1), One(2), e.Integers(0), One(4)] : [numbers, One(1), One(2), e.Integers(0)];
            var taken = e.Add("Slice", cut);
            // Axes that are not undone yet have the cotangent's size, the others the input's.
            var parts = Enumerable.Range(0, rank).Select(d => d == axis ? size : e.DimensionOf(g, d)).ToArray();
            var shape = e.Add("Concat", parts, ("axis", EditableAttribute.Of(0L)));
            g = AxisMaps.Multiply(e, g, AxisMaps.Selection(e, taken, size), axis, g, shape);
        }
        c.Give(0, g);
        return null;
    }
}
