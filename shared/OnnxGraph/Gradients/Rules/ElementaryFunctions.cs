namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Elementary functions.</summary>
internal static class ElementaryFunctions
{
    public static IEnumerable<UnaryRule> All =>
    [
        new("Identity", c => c.G),
        new("Neg", c => c.Emit.Add("Neg", c.G)),
        new("Abs", c => c.Emit.Add("Mul", c.G, c.Emit.Add("Sign", c.X))),
        new("Exp", c => c.Emit.Add("Mul", c.G, c.Y)),
        new("Log", c => c.Emit.Add("Div", c.G, c.X)),
        new("Sqrt", c => c.Emit.Add("Div", c.Emit.Add("Mul", c.G, c.Emit.Scalar(0.5f)), c.Y)),
        new("Reciprocal", c => c.Emit.Add("Neg", c.Emit.Add("Mul", c.G, c.Emit.Add("Mul", c.Y, c.Y)))),
        new("Erf", c => c.Emit.Add("Mul", c.G, c.Emit.Add("Mul", c.Emit.Scalar(2 / MathF.Sqrt(MathF.PI)),
            c.Emit.Add("Exp", c.Emit.Add("Neg", Square(c, c.X)))))),
        new("Sin", c => c.Emit.Add("Mul", c.G, c.Emit.Add("Cos", c.X))),
        new("Cos", c => c.Emit.Add("Neg", c.Emit.Add("Mul", c.G, c.Emit.Add("Sin", c.X)))),
        new("Tan", c => c.Emit.Add("Mul", c.G, c.Emit.Add("Add", c.Emit.Scalar(1), Square(c, c.Y)))),
        new("Sinh", c => c.Emit.Add("Mul", c.G, c.Emit.Add("Cosh", c.X))),
        new("Cosh", c => c.Emit.Add("Mul", c.G, c.Emit.Add("Sinh", c.X))),
        new("Asin", c => c.Emit.Add("Div", c.G, c.Emit.Add("Sqrt", c.Emit.Add("Sub", c.Emit.Scalar(1), Square(c, c.X))))),
        new("Acos", c => c.Emit.Add("Neg", c.Emit.Add("Div", c.G, c.Emit.Add("Sqrt", c.Emit.Add("Sub", c.Emit.Scalar(1), Square(c, c.X)))))),
        new("Atan", c => c.Emit.Add("Div", c.G, c.Emit.Add("Add", c.Emit.Scalar(1), Square(c, c.X)))),
        new("Asinh", c => c.Emit.Add("Div", c.G, c.Emit.Add("Sqrt", c.Emit.Add("Add", Square(c, c.X), c.Emit.Scalar(1))))),
        new("Acosh", c => c.Emit.Add("Div", c.G, c.Emit.Add("Sqrt", c.Emit.Add("Sub", Square(c, c.X), c.Emit.Scalar(1))))),
        new("Atanh", c => c.Emit.Add("Div", c.G, c.Emit.Add("Sub", c.Emit.Scalar(1), Square(c, c.X)))),
    ];

    private static string Square(GradientContext c, string value) => c.Emit.Add("Mul", value, value);
}
