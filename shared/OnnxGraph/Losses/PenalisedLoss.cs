using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Losses;

/// <summary>
/// A loss and the size of a value (the sum of its absolute elements, e.g. of a trigger's mask) times a weight for each row: the input
/// <c>assay_penalty</c>, which may change from step to step.
/// </summary>
/// <param name="Inner">The loss.</param>
/// <param name="Value">A value of the model with one row for each row of the loss.</param>
public sealed record PenalisedLoss(ILoss Inner, string Value) : ILoss
{
    public string Build(LossContext context)
    {
        var (e, rows) = (context.Emit, Inner.Build(context));
        var weight = context.AddInput("assay_penalty", ElementType.Float, context.Rows);
        return e.Add("Add", rows, e.Add("Mul", context.SumRows(e.Add("Abs", Value)), weight));
    }
}
