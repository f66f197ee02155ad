using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Losses;

/// <summary>
/// The sum of an output's elements, each times a number that is an input: with respect to it the gradient is any vector-Jacobian product of the
/// model.
/// The input <c>assay_cotangent</c> has the output's shape.
/// </summary>
/// <param name="Output">The output's name; null for the first.</param>
public sealed record WeightedSumLoss(string? Output = null) : ILoss
{
    public string Build(LossContext context)
    {
        var output = context.Output(Output);
        var weights = context.AddInput("assay_cotangent", ElementType.Float, context.Emit.Facts[output].Shape);
        return context.SumRows(context.Emit.Add("Mul", output, weights));
    }
}
