namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Other shapes of the same elements.</summary>
internal sealed class ReshapeRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Reshape", "Flatten", "Squeeze", "Unsqueeze"];

    public string? Backward(GradientContext c)
    {
        if (c.Needs(0)) c.GiveReshaped(0, c.G);
        return null;
    }
}
