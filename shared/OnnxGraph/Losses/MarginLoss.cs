using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Losses;

/// <summary>
/// By how much the output of a given class is above the largest of the others, summed over positions where there are some. The input
/// <c>assay_targets</c> has a class for each row (and position), Int64.
/// </summary>
/// <param name="Output">The output's name; null for the first.</param>
public sealed record MarginLoss(string? Output = null) : ILoss
{
    /// <summary>Lower than any output; the float sum with it still is a number.</summary>
    private const float Lowest = -1e30f;

    public string Build(LossContext context)
    {
        var (e, output) = (context.Emit, context.Output(Output));
        var target = context.Targets(output, "assay_targets");
        var chosen = e.Add("ReduceSum", [e.Add("Mul", output, target), e.Integers(-1)], ("keepdims", EditableAttribute.Of(1L)));
        var others = e.Add("Where", e.Add("Greater", target, e.Scalar(0.5f)), e.Scalar(Lowest), output);
        var best = e.Add("ReduceMax", [others], ("axes", EditableAttribute.Of([-1])), ("keepdims", EditableAttribute.Of(1L)));
        return context.SumRows(e.Add("Sub", chosen, best));
    }
}
