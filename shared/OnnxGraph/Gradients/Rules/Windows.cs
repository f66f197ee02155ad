using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>What convolutions and pooling have in common.</summary>
internal static class Windows
{
    /// <summary>The geometry of every spatial axis; null where a size that is needed is open.</summary>
    public static WindowGeometry[]? Of(GradientContext c, IReadOnlyList<long> kernel, ValueFact input)
    {
        var result = new WindowGeometry[kernel.Count];
        for (var i = 0; i < result.Length; i++)
        {
            if (WindowGeometry.Of(c.Node, kernel.Count, i, kernel[i], input.Shape?[i + 2].Size) is not { } g) return null;
            result[i] = g;
        }
        return result;
    }

    public static EditableAttribute List(IEnumerable<WindowGeometry> windows, Func<WindowGeometry, long> of) =>
        EditableAttribute.Of([.. windows.Select(of)]);

    /// <summary>Padding in front of all axes, then behind all axes.</summary>
    public static EditableAttribute Pads(WindowGeometry[] windows) =>
        EditableAttribute.Of([.. windows.Select(w => w.Begin), .. windows.Select(w => w.End)]);

    /// <summary>Adds up what windows give back to the elements that they cover, and cuts the padding off.</summary>
    /// <param name="c">The node.</param>
    /// <param name="windows">One for each spatial axis.</param>
    /// <param name="value">[N, groups * k, windows...].</param>
    /// <param name="weights">[groups * k, 1, kernel...].</param>
    /// <param name="groups">Channels of the result.</param>
    /// <param name="sizes">Spatial sizes of the result.</param>
    /// <param name="counts">Windows along each axis.</param>
    public static string Spread(GradientContext c, WindowGeometry[] windows, string value, string weights, long groups, long[] sizes, long[] counts)
    {
        var spread = c.Emit.Add("ConvTranspose", [value, weights], ("group", EditableAttribute.Of(groups)), ("strides", List(windows, w => w.Stride)),
            ("dilations", List(windows, w => w.Dilation)), ("kernel_shape", List(windows, w => w.Kernel)));
        var pads = new long[2 * (windows.Length + 2)];
        for (var i = 0; i < windows.Length; i++)
        {
            var length = ((counts[i] - 1) * windows[i].Stride) + windows[i].Reach;
            pads[i + 2] = -windows[i].Begin;
            pads[i + 4 + windows.Length] = sizes[i] - (length - windows[i].Begin);
        }
        return pads.All(p => p == 0) ? spread : c.Emit.Add("Pad", spread, c.Emit.Integers(pads));
    }
}
