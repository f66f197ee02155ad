using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Resizing is linear along each axis: its gradient is the product with the transposed interpolation matrix.</summary>
internal sealed class ResizeRule : IGradientRule
{
    private const long MaxSize = 8192;

    public IReadOnlyList<string> Operators => ["Resize"];

    public string? Backward(GradientContext c)
    {
        if (!c.Needs(0)) return null;
        if (c.Fact(0).Shape is not { } input || c.Emit.Facts[c.Y].Shape is not { } output) return "the size of its input is open; fix it";
        var scales = c.Node.Input(2).Length > 0 ? c.Fact(2).Constant?.ToReals() : null;
        var (e, g) = (c.Emit, c.G);
        for (var axis = 0; axis < input.Count; axis++)
        {
            if (Shapes.Dimension.Same(input[axis], output[axis]) && (scales is not { Length: > 0 } || scales[axis] == 1)) continue;
            if (input[axis].Size is not (> 0 and <= MaxSize and { } from)
                || output[axis].Size is not (> 0 and <= MaxSize and { } to)) return "a size is open; fix it";
            var scale = scales is { Length: > 0 } ? (float)scales[axis] : (float)to / from;
            if (Interpolation.Matrix(c.Node, (int)from, (int)to, scale) is not { } matrix) return "its way of interpolating is not handled";
            var parts = Enumerable.Range(0, input.Count).Select(d => d == axis ? e.Integers(from) : e.DimensionOf(g, d)).ToArray();
            g = AxisMaps.Multiply(e, g, AxisMaps.Matrix(e, matrix), axis, g, e.Add("Concat", parts, ("axis", EditableAttribute.Of(0L))));
        }
        c.Give(0, g);
        return null;
    }
}
