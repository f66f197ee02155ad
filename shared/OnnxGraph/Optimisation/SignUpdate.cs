namespace Assay.OnnxGraph.Optimisation;

/// <summary>Steps of one size against the gradient's sign.</summary>
public sealed record SignUpdate : IUpdateRule
{
    public string Update(UpdateContext context) => context.Emit.Add("Sub", context.Parameter,
        context.Emit.Add("Mul", context.Emit.Add("Sign", context.Gradient), context.Rate));
}
