using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Another order of axes.</summary>
internal sealed class TransposeRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Transpose"];

    public string? Backward(GradientContext c)
    {
        if (!c.Needs(0)) return null;
        if (c.Node.Integers("perm") is not { } order)
        {
            c.Give(0, c.Emit.Add("Transpose", c.G));
            return null;
        }
        var back = new long[order.Count];
        for (var i = 0; i < back.Length; i++) back[order[i]] = i;
        c.Give(0, c.Emit.Add("Transpose", [c.G], ("perm", EditableAttribute.Of(back))));
        return null;
    }
}
