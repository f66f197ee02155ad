using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>
/// Largest of windows. The windows' elements are laid side by side by cutting, which copies them exactly, and ArgMax names one of each window: no
/// float
/// is computed twice and compared, and no kernel is needed that only some devices have.
/// </summary>
internal sealed class MaxPoolRule : IGradientRule
{
    private const long MaxWindow = 256;

    public IReadOnlyList<string> Operators => ["MaxPool"];

    public string? Backward(GradientContext c)
    {
        if (!c.Needs(0) || c.Cotangent(0) is null) return null;
        if (c.Node.Integers("kernel_shape") is not { } kernel || c.Fact(0).Shape is not { } input || c.Emit.Facts[c.Y].Shape is not { } output
            || input.Skip(1).Any(d => d.Size is null) || output.Skip(2).Any(d => d.Size is null)
                || Windows.Of(c, kernel, c.Fact(0)) is not { } windows)
            return "the size of its input is open; fix it";
        var positions = kernel.Aggregate(1L, (a, b) => checked(a * b));
        if (positions > MaxWindow) return $"its window has {positions} elements, more than {MaxWindow}";
        var sizes = input.Skip(2).Select(d => d.Size!.Value).ToArray();
        var counts = output.Skip(2).Select(d => d.Size!.Value).ToArray();
        var (e, channels, rank) = (c.Emit, input[1].Size!.Value, windows.Length);
        var candidates = Candidates(c, windows, sizes, counts, (int)positions);
        // [N, C, k, windows...]
        var side = e.Add("Concat", candidates, ("axis", EditableAttribute.Of(2L)));
        var chosen = e.Add("ArgMax", [side], ("axis", EditableAttribute.Of(2L)), ("keepdims", EditableAttribute.Of(1L)));
        var numbers = e.Constant(TensorConstant.OfIntegers([1, 1, positions, .. Enumerable.Repeat(1L, rank)],
            [.. Enumerable.Range(0, (int)positions).Select(i => (long)i)]));
        var mask = c.Mask(e.Add("Equal", chosen, numbers));
        var shared = e.Add("Mul", mask, e.Add("Unsqueeze", c.G, e.Integers(2)));
        var flat = e.Add("Reshape", shared, e.Integers([0, channels * positions, .. counts]));
        c.Give(0, Windows.Spread(c, windows, flat, e.Constant(OneHot(channels, kernel, (int)positions)), channels, sizes, counts));
        return null;
    }

    private static string[] Candidates(GradientContext c, WindowGeometry[] windows, long[] sizes, long[] counts, int positions)
    {
        var (e, rank) = (c.Emit, windows.Length);
        // Behind the end as far as the last window reaches, which is further than the padding where it may reach over.
        var before = windows.Select(w => w.Begin).ToArray();
        var after = windows.Select((w, i) => Math.Max(0, ((counts[i] - 1) * w.Stride) + w.Reach - w.Begin - sizes[i])).ToArray();
        var padded = before.Concat(after).All(p => p == 0) ? c.X
            : e.Add("Pad", c.X, e.Integers([0, 0, .. before, 0, 0, .. after]), e.Scalar(float.MinValue));
        var axes = e.Integers([.. Enumerable.Range(2, rank).Select(i => (long)i)]);
        var steps = e.Integers([.. windows.Select(w => w.Stride)]);
        var result = new string[positions];
        for (var p = 0; p < positions; p++)
        {
            var starts = new long[rank];
            for (int i = rank - 1, rest = p; i >= 0; i--)
            {
                starts[i] = rest % windows[i].Kernel * windows[i].Dilation;
                rest /= (int)windows[i].Kernel;
            }
            var ends = starts.Select((s, i) => s + ((counts[i] - 1) * windows[i].Stride) + 1).ToArray();
            result[p] = e.Add("Unsqueeze", e.Add("Slice", padded, e.Integers(starts), e.Integers(ends), axes, steps), e.Integers(2));
        }
        return result;
    }

    /// <summary>[C * k, 1, kernel...]: position p of a window has its 1 at p.</summary>
    private static TensorConstant OneHot(long channels, IReadOnlyList<long> kernel, int positions)
    {
        var values = new float[checked(channels * positions * positions)];
        for (long i = 0; i < channels * positions; i++) values[(i * positions) + (i % positions)] = 1;
        return TensorConstant.OfFloats([channels * positions, 1, .. kernel], values);
    }
}
