namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Quotients.</summary>
internal sealed class DivRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Div"];

    public string? Backward(GradientContext c)
    {
        var by = c.Emit.Add("Div", c.G, c.Node.Inputs[1]);
        if (c.Needs(0)) c.GiveSummed(0, by);
        if (c.Needs(1)) c.GiveSummed(1, c.Emit.Add("Neg", c.Emit.Add("Mul", by, c.Y)));
        return null;
    }
}
