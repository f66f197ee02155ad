namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Sums and differences.</summary>
internal sealed class AddRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Add", "Sub"];

    public string? Backward(GradientContext c)
    {
        if (c.Needs(0)) c.GiveSummed(0, c.G);
        if (c.Needs(1)) c.GiveSummed(1, c.Node.Is("Sub") ? c.Emit.Add("Neg", c.G) : c.G);
        return null;
    }
}
