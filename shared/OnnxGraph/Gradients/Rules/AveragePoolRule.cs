using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Means of windows: each element of a window gets an equal share.</summary>
internal sealed class AveragePoolRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["AveragePool"];

    public string? Backward(GradientContext c)
    {
        if (!c.Needs(0)) return null;
        if (c.Node.Integers("kernel_shape") is not { } kernel || c.Fact(0).Shape is not { } input || c.Emit.Facts[c.Y].Shape is not { } output
            || input.Skip(1).Any(d => d.Size is null) || output.Skip(2).Any(d => d.Size is null)
                || Windows.Of(c, kernel, c.Fact(0)) is not { } windows)
            return "the size of its input is open; fix it";
        var sizes = input.Skip(2).Select(d => d.Size!.Value).ToArray();
        var counts = output.Skip(2).Select(d => d.Size!.Value).ToArray();
        var g = c.Emit.Add("Mul", c.G, c.Emit.Constant(Shares(windows, sizes, counts, c.Node.Integer("count_include_pad", 0) != 0)));
        var channels = input[1].Size!.Value;
        var ones = Enumerable.Repeat(1f, checked((int)(channels * kernel.Aggregate(1L, (a, b) => checked(a * b))))).ToArray();
        c.Give(0, Windows.Spread(c, windows, g, c.Emit.Constant(TensorConstant.OfFloats([channels, 1, .. kernel], ones)), channels, sizes, counts));
        return null;
    }

    /// <summary>[1, 1, windows...]: one divided by the elements that count in each window.</summary>
    private static TensorConstant Shares(WindowGeometry[] windows, long[] sizes, long[] counts, bool padding)
    {
        var axes = windows.Select((w, i) => Enumerable.Range(0, checked((int)counts[i])).Select(o =>
            Elements(w, o, sizes[i], padding)).ToArray()).ToArray();
        var shares = new float[checked((int)counts.Aggregate(1L, (a, b) => checked(a * b)))];
        for (var n = 0; n < shares.Length; n++)
        {
            var (rest, count) = (n, 1L);
            for (var i = axes.Length - 1; i >= 0; i--)
            {
                count *= axes[i][rest % counts[i]];
                rest /= (int)counts[i];
            }
            shares[n] = 1f / Math.Max(1, count);
        }
        return TensorConstant.OfFloats([1, 1, .. counts], shares);
    }

    private static long Elements(WindowGeometry w, long window, long size, bool padding)
    {
        var first = (window * w.Stride) - w.Begin;
        var (low, high) = padding ? (-w.Begin, size + w.End) : (0L, size);
        long count = 0;
        for (var k = 0; k < w.Kernel; k++)
        {
            var at = first + (k * w.Dilation);
            if (at >= low && at < high) count++;
        }
        return count;
    }
}
