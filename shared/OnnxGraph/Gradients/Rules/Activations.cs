namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Activation functions. At a kink the derivative is that of one side.</summary>
internal static class Activations
{
    public static IEnumerable<UnaryRule> All =>
    [
        new("Relu", c => c.Emit.Add("Mul", c.G, c.Mask(Positive(c)))),
        new("LeakyRelu", c => Choose(c, c.G, c.Emit.Add("Mul", c.G, Attribute(c, "alpha", 0.01f)))),
        new("ThresholdedRelu", c => c.Emit.Add("Mul", c.G, c.Mask(c.Emit.Add("Greater", c.X, Attribute(c, "alpha", 1))))),
        new("Elu", c => Choose(c, c.G, c.Emit.Add("Mul", c.G, c.Emit.Add("Add", c.Y, Attribute(c, "alpha", 1))))),
        new("Celu", c => Choose(c, c.G, c.Emit.Add("Mul", c.G,
            c.Emit.Add("Exp", c.Emit.Add("Min", c.Emit.Add("Div", c.X, Attribute(c, "alpha", 1)), c.Emit.Scalar(0)))))),
        new("Selu", Selu),
        new("Sigmoid", c => c.Emit.Add("Mul", c.G, c.Emit.Add("Mul", c.Y, c.Emit.Add("Sub", c.Emit.Scalar(1), c.Y)))),
        new("Tanh", c => c.Emit.Add("Mul", c.G, c.Emit.Add("Sub", c.Emit.Scalar(1), c.Emit.Add("Mul", c.Y, c.Y)))),
        new("Softplus", c => c.Emit.Add("Mul", c.G, c.Emit.Add("Sigmoid", c.X))),
        new("Softsign", Softsign),
        new("HardSigmoid", HardSigmoid),
        new("Shrink", c => c.Emit.Add("Mul", c.G, c.Mask(c.Emit.Add("Greater", c.Emit.Add("Abs", c.X), Attribute(c, "lambd", 0.5f))))),
    ];

    private static string Attribute(GradientContext c, string name, float fallback) => c.Emit.Scalar(c.Node.Number(name, fallback));

    private static string Positive(GradientContext c) => c.Emit.Add("Greater", c.X, c.Emit.Scalar(0));

    private static string Choose(GradientContext c, string positive, string negative) => c.Emit.Add("Where", Positive(c), positive, negative);

    private static string Selu(GradientContext c)
    {
        var (alpha, gamma) = (c.Node.Number("alpha", 1.67326319f), c.Node.Number("gamma", 1.05070102f));
        // Below zero the output is gamma * alpha * (exp(x) - 1).
        var below = c.Emit.Add("Add", c.Y, c.Emit.Scalar(alpha * gamma));
        return Choose(c, c.Emit.Add("Mul", c.G, c.Emit.Scalar(gamma)), c.Emit.Add("Mul", c.G, below));
    }

    private static string Softsign(GradientContext c)
    {
        var size = c.Emit.Add("Add", c.Emit.Add("Abs", c.X), c.Emit.Scalar(1));
        return c.Emit.Add("Div", c.G, c.Emit.Add("Mul", size, size));
    }

    private static string HardSigmoid(GradientContext c)
    {
        var inside = c.Emit.Add("And", c.Emit.Add("Greater", c.Y, c.Emit.Scalar(0)), c.Emit.Add("Less", c.Y, c.Emit.Scalar(1)));
        return c.Emit.Add("Mul", c.Emit.Add("Mul", c.G, Attribute(c, "alpha", 0.2f)), c.Mask(inside));
    }
}
