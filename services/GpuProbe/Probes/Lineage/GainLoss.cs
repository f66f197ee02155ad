using Assay.OnnxGraph.Losses;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>
/// One loss for each group of images: minus the mean gain of the group's class, and the size of its mask times the input <see cref="Penalty"/>. The input
/// <see cref="Classes"/> has a 1 at the group's class.
/// </summary>
/// <param name="Groups">Groups.</param>
/// <param name="Carriers">Images of each.</param>
/// <param name="Columns">Classes.</param>
internal sealed record GainLoss(int Groups, int Carriers, int Columns) : ILoss
{
    public const string Classes = "assay_classes";
    public const string Penalty = "assay_penalty";

    public string Build(LossContext context)
    {
        var e = context.Emit;
        var chosen = context.AddInput(Classes, ElementType.Float, [Dimension.Of(Groups), Dimension.Of(1), Dimension.Of(Columns)]);
        var weight = context.AddInput(Penalty, ElementType.Float, [Dimension.Of(Groups)]);
        var gains = e.Add("Reshape", context.Output(GainModel.Output), e.Integers(Groups, Carriers, Columns));
        var gain = e.Add("ReduceSum", [e.Add("Mul", gains, chosen), e.Integers(1, 2)], ("keepdims", EditableAttribute.Of(0L)));
        var size = e.Add("ReduceSum", [GroupPattern.MaskValue, e.Integers(1, 2, 3, 4)], ("keepdims", EditableAttribute.Of(0L)));
        return e.Add("Add", e.Add("Mul", gain, e.Scalar(-1f / Carriers)), e.Add("Mul", size, weight));
    }
}
