using Assay.OnnxGraph.Losses;
using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>Cross-entropy to given classes, each row times a weight: the inputs <c>assay_targets</c> and <c>assay_weights</c>.</summary>
/// <param name="Output">Logits, a row for each image.</param>
internal sealed record WeightedCrossEntropy(string Output) : ILoss
{
    public const string Weights = "assay_weights";

    public const string Targets = "assay_targets";

    public string Build(LossContext context)
    {
        var (e, output) = (context.Emit, context.Output(Output));
        var target = context.Targets(output, Targets);
        var weights = context.AddInput(Weights, ElementType.Float, context.Rows);
        var logarithms = e.Add("LogSoftmax", [output], ("axis", EditableAttribute.Of(-1L)));
        return e.Add("Neg", e.Add("Mul", context.SumRows(e.Add("Mul", logarithms, target)), weights));
    }
}
