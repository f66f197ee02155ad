using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Changes of precision; whole numbers end a gradient.</summary>
internal sealed class CastRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Cast"];

    public string? Backward(GradientContext c)
    {
        if (!c.Needs(0) || !((ElementType)c.Node.Integer("to", 0)).IsReal()) return null;
        c.Give(0, c.Emit.Add("Cast", [c.G], ("to", EditableAttribute.Of((long)c.Fact(0).Type))));
        return null;
    }
}
