using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>A frame around a tensor: of a constant, which is cut away, or of mirrored or repeated elements, whose cotangents are added to
/// theirs.</summary>
internal sealed class PadRule : IGradientRule
{
    private const long MaxSize = 8192;

    public IReadOnlyList<string> Operators => ["Pad"];

    public string? Backward(GradientContext c)
    {
        if (c.Needs(2)) return "the value that it pads with depends on the input";
        if (!c.Needs(0)) return null;
        if (c.Fact(0).Rank is not { } rank) return "the number of dimensions of its input is not known";
        if (c.Fact(1).Integers is not { } pads || pads.Length != 2 * rank) return "what it pads is computed from the input";
        var mode = c.Node.Text("mode", "constant");
        if (mode == "constant")
        {
            c.Give(0, c.Emit.Add("Pad", c.G, c.Emit.Integers([.. pads.Select(p => -p)])));
            return null;
        }
        var g = c.G;
        for (var axis = 0; axis < rank; axis++)
        {
            var (before, after) = (pads[axis], pads[axis + rank]);
            if (before == 0 && after == 0) continue;
            if (before < 0 || after < 0 || c.Fact(0).Shape![axis].Size is not (> 0 and <= MaxSize and { } size) || before + after > MaxSize
                || (mode == "reflect" && size < 2))
                return "the size of an axis that it pads is not known";
            var matrix = new double[size, size + before + after];
            for (var i = 0; i < size + before + after; i++) matrix[Source(i - before, size, mode), i] += 1;
            var parts = Enumerable.Range(0, rank).Select(d => d == axis ? c.Emit.Integers(size) : c.Emit.DimensionOf(g, d)).ToArray();
            var shape = c.Emit.Add("Concat", parts, ("axis", EditableAttribute.Of(0L)));
            g = AxisMaps.Multiply(c.Emit, g, AxisMaps.Matrix(c.Emit, matrix), axis, g, shape);
        }
        c.Give(0, g);
        return null;
    }

    private static long Source(long index, long size, string mode)
    {
        if (mode == "edge") return Math.Clamp(index, 0, size - 1);
        var period = 2 * (size - 1);
        var at = ((index % period) + period) % period;
        return at < size ? at : period - at;
    }
}
