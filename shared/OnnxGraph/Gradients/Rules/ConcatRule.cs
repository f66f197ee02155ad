using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Tensors one behind the other.</summary>
internal sealed class ConcatRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Concat"];

    public string? Backward(GradientContext c)
    {
        if (c.Fact(0).Rank is not { } rank) return "the number of dimensions of its input is not known";
        var axis = (int)c.Node.Integer("axis", 0);
        if (axis < 0) axis += rank;
        var inputs = c.Node.Inputs;
        if (inputs.Count == 1)
        {
            if (c.Needs(0)) c.Give(0, c.G);
            return null;
        }
        var sizes = inputs.Select(i => c.Emit.DimensionOf(i, axis)).ToArray();
        var parts = c.Emit.AddMany("Split", inputs.Count, [c.G, c.Emit.Add("Concat", sizes, ("axis", EditableAttribute.Of(0L)))],
            ("axis", EditableAttribute.Of((long)axis)));
        for (var i = 0; i < inputs.Count; i++)
        {
            if (c.Needs(i)) c.Give(i, parts[i]);
        }
        return null;
    }
}
