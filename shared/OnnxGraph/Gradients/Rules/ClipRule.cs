namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Bounds; outside them the gradient is zero.</summary>
internal sealed class ClipRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Clip"];

    public string? Backward(GradientContext c)
    {
        if (c.Needs(1) || c.Needs(2)) return "its bounds depend on the input";
        if (!c.Needs(0)) return null;
        var g = c.G;
        if (c.Node.Input(1).Length > 0) g = c.Emit.Add("Mul", g, c.Mask(c.Emit.Add("Greater", c.X, c.Node.Inputs[1])));
        if (c.Node.Input(2).Length > 0) g = c.Emit.Add("Mul", g, c.Mask(c.Emit.Add("Less", c.X, c.Node.Inputs[2])));
        c.Give(0, g);
        return null;
    }
}
