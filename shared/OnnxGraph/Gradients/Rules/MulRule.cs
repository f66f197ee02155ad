namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Products of elements.</summary>
internal sealed class MulRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Mul"];

    public string? Backward(GradientContext c)
    {
        if (c.Needs(0)) c.GiveSummed(0, c.Emit.Add("Mul", c.G, c.Node.Inputs[1]));
        if (c.Needs(1)) c.GiveSummed(1, c.Emit.Add("Mul", c.G, c.Node.Inputs[0]));
        return null;
    }
}
