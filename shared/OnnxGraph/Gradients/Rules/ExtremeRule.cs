namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>The larger or smaller of two; on a tie the second.</summary>
internal sealed class ExtremeRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Max", "Min"];

    public string? Backward(GradientContext c)
    {
        var first = c.Mask(c.Emit.Add(c.Node.Is("Max") ? "Greater" : "Less", c.X, c.Node.Inputs[1]));
        if (c.Needs(0)) c.GiveSummed(0, c.Emit.Add("Mul", c.G, first));
        if (c.Needs(1)) c.GiveSummed(1, c.Emit.Add("Mul", c.G, c.Emit.Add("Sub", c.Emit.Scalar(1), first)));
        return null;
    }
}
