namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Lookups along an axis: cotangents of the same element are summed, as a product with a matrix of zeros and ones.</summary>
internal sealed class GatherRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Gather"];

    public string? Backward(GradientContext c)
    {
        if (!c.Needs(0)) return null;
        if (c.Fact(0).Rank is not { } rank) return "the number of dimensions of its input is not known";
        var axis = (int)c.Node.Integer("axis", 0);
        if (axis < 0) axis += rank;
        var selection = AxisMaps.Selection(c.Emit, c.Node.Inputs[1], c.Emit.DimensionOf(c.X, axis));
        c.Give(0, AxisMaps.Multiply(c.Emit, c.G, selection, axis, c.X));
        return null;
    }
}
