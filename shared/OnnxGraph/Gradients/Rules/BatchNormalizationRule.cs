namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Inference with fixed statistics: a factor for each channel.</summary>
internal sealed class BatchNormalizationRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["BatchNormalization"];

    public string? Backward(GradientContext c)
    {
        if (Enumerable.Range(1, 4).Any(c.Needs)) return "its statistics depend on the input";
        if (!c.Needs(0)) return null;
        if (c.Fact(0).Rank is not { } rank || rank < 2) return "the number of dimensions of its input is not known";
        var (e, node) = (c.Emit, c.Node);
        var deviation = e.Add("Sqrt", e.Add("Add", node.Inputs[4], e.Scalar(node.Number("epsilon", 1e-5f))));
        var factor = e.Add("Reshape", e.Add("Div", node.Inputs[1], deviation), e.Integers([-1, .. Enumerable.Repeat(1L, rank - 2)]));
        c.Give(0, e.Add("Mul", c.G, factor));
        return null;
    }
}
