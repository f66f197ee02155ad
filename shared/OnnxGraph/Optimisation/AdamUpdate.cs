namespace Assay.OnnxGraph.Optimisation;

/// <summary>Adam (Kingma and Ba, 2015) with its corrections of the first steps.</summary>
/// <param name="Beta1">How much of the mean of gradients is kept.</param>
/// <param name="Beta2">How much of the mean of squares is kept.</param>
/// <param name="Epsilon">Keeps the division finite.</param>
public sealed record AdamUpdate(float Beta1 = 0.9f, float Beta2 = 0.999f, float Epsilon = 1e-8f) : IUpdateRule
{
    public string Update(UpdateContext context)
    {
        var e = context.Emit;
        var (mean, squares, step) = (context.State("mean", null), context.State("squares", null), context.State("step", []));
        var nextStep = e.Add("Add", step, e.Scalar(1));
        var nextMean = e.Add("Add", e.Add("Mul", mean, e.Scalar(Beta1)), e.Add("Mul", context.Gradient, e.Scalar(1 - Beta1)));
        var nextSquares = e.Add("Add", e.Add("Mul", squares, e.Scalar(Beta2)),
            e.Add("Mul", e.Add("Mul", context.Gradient, context.Gradient), e.Scalar(1 - Beta2)));
        string Corrected(string value, float beta) => e.Add("Div", value, e.Add("Sub", e.Scalar(1), e.Add("Pow", e.Scalar(beta), nextStep)));
        var direction = e.Add("Div", Corrected(nextMean, Beta1), e.Add("Add", e.Add("Sqrt", Corrected(nextSquares, Beta2)), e.Scalar(Epsilon)));
        context.Next(mean, nextMean);
        context.Next(squares, nextSquares);
        context.Next(step, nextStep);
        return e.Add("Sub", context.Parameter, e.Add("Mul", direction, context.Rate));
    }
}
