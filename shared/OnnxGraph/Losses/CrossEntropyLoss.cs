using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Losses;

/// <summary>
/// Cross-entropy to given classes along the last axis, summed over other axes than the first (positions of a sequence). The input
/// <c>assay_targets</c> has
/// a class for each row (and position), Int64; a class that does not exist, e.g. -1, counts nothing.
/// </summary>
/// <param name="Output">The output's name; null for the first.</param>
/// <param name="Probabilities">True where the output has been through a softmax already.</param>
public sealed record CrossEntropyLoss(string? Output = null, bool Probabilities = false) : ILoss
{
    /// <summary>Smaller probabilities count as this: the logarithm stays finite.</summary>
    private const float Floor = 1e-12f;

    public string Build(LossContext context)
    {
        var (e, output) = (context.Emit, context.Output(Output));
        var target = context.Targets(output, "assay_targets");
        var logarithms = Probabilities ? e.Add("Log", e.Add("Max", output, e.Scalar(Floor)))
            : e.Add("LogSoftmax", [output], ("axis", EditableAttribute.Of(-1L)));
        return e.Add("Neg", context.SumRows(e.Add("Mul", logarithms, target)));
    }
}
