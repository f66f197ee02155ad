namespace Assay.OnnxGraph.Optimisation;

/// <summary>Gradient descent with momentum: v' = momentum * v + g, p' = p - rate * v'.</summary>
/// <param name="Momentum">0 for plain descent.</param>
public sealed record MomentumUpdate(float Momentum = 0.9f) : IUpdateRule
{
    public string Update(UpdateContext context)
    {
        var velocity = context.State("velocity", null);
        var next = context.Emit.Add("Add", context.Emit.Add("Mul", velocity, context.Emit.Scalar(Momentum)), context.Gradient);
        context.Next(velocity, next);
        return context.Emit.Add("Sub", context.Parameter, context.Emit.Add("Mul", next, context.Rate));
    }
}
