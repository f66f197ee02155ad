namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>A choice; the condition carries no gradient.</summary>
internal sealed class WhereRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Where"];

    public string? Backward(GradientContext c)
    {
        if (c.Needs(1)) c.GiveSummed(1, c.Emit.Add("Where", c.X, c.G, c.Emit.Scalar(0)));
        if (c.Needs(2)) c.GiveSummed(2, c.Emit.Add("Where", c.X, c.Emit.Scalar(0), c.G));
        return null;
    }
}
