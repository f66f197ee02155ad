using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>The largest values: their cotangents go back to where they were.</summary>
internal sealed class TopKRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["TopK"];

    public string? Backward(GradientContext c)
    {
        if (!c.Needs(0) || c.Cotangent(0) is not { } g) return null;
        if (c.Node.Output(1).Length == 0) return "it does not say where the values were";
        c.Give(0, c.Emit.Add("ScatterElements", [c.ZerosLike(c.X), c.Node.Outputs[1], g], ("axis", EditableAttribute.Of(c.Node.Integer("axis", -1))),
            ("reduction", EditableAttribute.Of("add"))));
        return null;
    }
}
