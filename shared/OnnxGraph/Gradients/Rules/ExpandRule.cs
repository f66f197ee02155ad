namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Repetition by broadcasting.</summary>
internal sealed class ExpandRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Expand"];

    public string? Backward(GradientContext c)
    {
        if (c.Needs(0)) c.GiveSummed(0, c.G);
        return null;
    }
}
