using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Parts along an axis; a part without cotangent counts as zeros.</summary>
internal sealed class SplitRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Split"];

    public string? Backward(GradientContext c)
    {
        if (!c.Needs(0)) return null;
        var parts = c.Node.Outputs.Select((name, i) => c.Cotangent(i) ?? c.ZerosLike(name)).ToArray();
        c.Give(0, c.Emit.Add("Concat", parts, ("axis", EditableAttribute.Of(c.Node.Integer("axis", 0)))));
        return null;
    }
}
