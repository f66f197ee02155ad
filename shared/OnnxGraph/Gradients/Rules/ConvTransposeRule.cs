using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Transposed convolution: its gradient is the convolution with the same weights.</summary>
internal sealed class ConvTransposeRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["ConvTranspose"];

    public string? Backward(GradientContext c)
    {
        if (c.Needs(1) || c.Needs(2)) return "its weights depend on the input";
        if (!c.Needs(0)) return null;
        if (c.Fact(1).Sizes is not { Length: > 2 } weights) return "the shape of its weights is not known";
        if (c.Node.Text("auto_pad", "NOTSET") != "NOTSET" || c.Node.Integers("output_shape") is not null) return "its padding follows from its output";
        var rank = weights.Length - 2;
        IReadOnlyList<long> List(string name, long fallback, int count) => c.Node.Integers(name) ?? [.. Enumerable.Repeat(fallback, count)];
        c.Give(0, c.Emit.Add("Conv", [c.G, c.Node.Inputs[1]], ("strides", EditableAttribute.Of(List("strides", 1, rank))),
            ("dilations", EditableAttribute.Of(List("dilations", 1, rank))), ("pads", EditableAttribute.Of(List("pads", 0, 2 * rank))),
            ("kernel_shape", EditableAttribute.Of(weights[2..])), ("group", EditableAttribute.Of(c.Node.Integer("group", 1)))));
        return null;
    }
}
