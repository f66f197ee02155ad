using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Remainders of floats: the dividend goes through, except where it jumps.</summary>
internal sealed class ModRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Mod"];

    public string? Backward(GradientContext c)
    {
        if (c.Needs(0)) c.GiveSummed(0, c.G);
        if (!c.Needs(1)) return null;
        // x - y * trunc(x / y), and C's fmod truncates.
        var whole = c.Emit.Add("Cast", [c.Emit.Add("Cast", [c.Emit.Add("Div", c.X, c.Node.Inputs[1])],
            ("to", EditableAttribute.Of((long)ElementType.Int64)))],
            ("to", EditableAttribute.Of((long)ElementType.Float)));
        c.GiveSummed(1, c.Emit.Add("Neg", c.Emit.Add("Mul", c.G, whole)));
        return null;
    }
}
