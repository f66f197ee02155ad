using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Convolution: its gradient is the transposed convolution with the same weights.</summary>
internal sealed class ConvRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Conv"];

    public string? Backward(GradientContext c)
    {
        if (c.Needs(1) || c.Needs(2)) return "its weights depend on the input";
        if (!c.Needs(0)) return null;
        if (c.Fact(1).Sizes is not { Length: > 2 } weights || c.Fact(0).Shape is not { } input
            || input.Count != weights.Length) return "the shape of its weights is not known";
        if (Windows.Of(c, weights[2..], c.Fact(0)) is not { } windows) return "the size of its input is open";
        var extra = new long[windows.Length];
        for (var i = 0; i < windows.Length; i++)
        {
            var w = windows[i];
            if (w.Stride == 1) continue;
            if (input[i + 2].Size is not { } size || w.Output(size) is not { } output) return "the size of its input is open; fix it";
            // Elements that no window covers: they get zeros behind the last one.
            extra[i] = size - (((output - 1) * w.Stride) + w.Reach - w.Begin - w.End);
        }
        c.Give(0, c.Emit.Add("ConvTranspose", [c.G, c.Node.Inputs[1]], ("strides", Windows.List(windows, w => w.Stride)),
            ("dilations", Windows.List(windows, w => w.Dilation)), ("kernel_shape", Windows.List(windows, w => w.Kernel)),
                ("pads", Windows.Pads(windows)),
            ("group", EditableAttribute.Of(c.Node.Integer("group", 1))), ("output_padding", EditableAttribute.Of(extra))));
        return null;
    }
}
