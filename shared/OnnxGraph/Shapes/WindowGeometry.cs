using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Shapes;

/// <summary>How a window moves along one spatial axis.</summary>
/// <param name="Kernel">Elements of the window.</param>
/// <param name="Stride">Step.</param>
/// <param name="Dilation">Distance between the window's elements.</param>
/// <param name="Begin">Padding in front.</param>
/// <param name="End">Padding behind.</param>
/// <param name="Ceil">True where a last window that reaches over the end counts.</param>
public readonly record struct WindowGeometry(long Kernel, long Stride, long Dilation, long Begin, long End, bool Ceil)
{
    private const long Max = 1 << 24;

    /// <summary>Elements from the window's first to its last, both included.</summary>
    public long Reach => ((Kernel - 1) * Dilation) + 1;

    /// <summary>The geometry of a node's axis; null where it is not known or is impossible.</summary>
    /// <param name="node">A convolution or pooling.</param>
    /// <param name="rank">Spatial axes.</param>
    /// <param name="axis">From 0.</param>
    /// <param name="kernel">Elements of the window.</param>
    /// <param name="size">Elements of the input along the axis; needed where the padding depends on it.</param>
    public static WindowGeometry? Of(EditableNode node, int rank, int axis, long kernel, long? size)
    {
        var g = new WindowGeometry(kernel, At(node, "strides", axis, 1), At(node, "dilations", axis, 1), At(node, "pads", axis, 0),
            At(node, "pads", axis + rank, 0), node.Integer("ceil_mode", 0) != 0);
        if (g.Kernel is < 1 or > Max || g.Stride is < 1 or > Max || g.Dilation is < 1 or > Max || Math.Abs(g.Begin) > Max || Math.Abs(g.End) > Max)
            return null;
        var auto = node.Text("auto_pad", "NOTSET");
        if (auto == "VALID") return g with { Begin = 0, End = 0 };
        if (auto is not ("SAME_UPPER" or "SAME_LOWER")) return g;
        if (size is not { } n) return null;
        var output = (n + g.Stride - 1) / g.Stride;
        var total = Math.Max(0, ((output - 1) * g.Stride) + g.Reach - n);
        var less = total / 2;
        return auto == "SAME_UPPER" ? g with { Begin = less, End = total - less } : g with { Begin = total - less, End = less };
    }

    /// <summary>Windows along an axis of a size; null where none fits.</summary>
    public long? Output(long size)
    {
        var room = size + Begin + End - Reach;
        if (room < 0) return null;
        var output = ((room + (Ceil ? Stride - 1 : 0)) / Stride) + 1;
        // A window that would begin in the padding behind the end does not count.
        return Ceil && (output - 1) * Stride >= size + Begin ? output - 1 : output;
    }

    private static long At(EditableNode node, string name, int index, long fallback) =>
        node.Integers(name) is { } list && index < list.Count ? list[index] : fallback;
}
