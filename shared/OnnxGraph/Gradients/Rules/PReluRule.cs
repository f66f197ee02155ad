namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>A slope below zero that may be different for each channel.</summary>
internal sealed class PReluRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["PRelu"];

    public string? Backward(GradientContext c)
    {
        var positive = c.Emit.Add("Greater", c.X, c.Emit.Scalar(0));
        if (c.Needs(0)) c.Give(0, c.Emit.Add("Where", positive, c.G, c.Emit.Add("Mul", c.G, c.Node.Inputs[1])));
        if (c.Needs(1)) c.GiveSummed(1, c.Emit.Add("Where", positive, c.Emit.Scalar(0), c.Emit.Add("Mul", c.G, c.X)));
        return null;
    }
}
