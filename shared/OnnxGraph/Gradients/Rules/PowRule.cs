namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Powers.</summary>
internal sealed class PowRule : IGradientRule
{
    public IReadOnlyList<string> Operators => ["Pow"];

    public string? Backward(GradientContext c)
    {
        var (e, exponent) = (c.Emit, c.Node.Inputs[1]);
        if (c.Needs(0))
        {
            var power = c.Fact(1).Constant is { Count: 1 } constant && constant.ToReals() is [var p]
                ? p == 2 ? e.Add("Mul", c.X, e.Scalar(2)) : e.Add("Mul", e.Add("Pow", c.X, e.Scalar((float)(p - 1))), e.Scalar((float)p))
                : e.Add("Mul", e.Add("Pow", c.X, e.Add("Sub", exponent, e.Scalar(1))), exponent);
            c.GiveSummed(0, e.Add("Mul", c.G, power));
        }
        if (c.Needs(1)) c.GiveSummed(1, e.Add("Mul", c.G, e.Add("Mul", c.Y, e.Add("Log", c.X))));
        return null;
    }
}
