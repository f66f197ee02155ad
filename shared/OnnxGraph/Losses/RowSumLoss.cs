namespace Assay.OnnxGraph.Losses;

/// <summary>The sum of an output's elements for each row.</summary>
/// <param name="Output">The output's name; null for the first.</param>
public sealed record RowSumLoss(string? Output = null) : ILoss
{
    public string Build(LossContext context) => context.SumRows(context.Emit.Add("Identity", context.Output(Output)));
}
