using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Optimisation;
using Assay.OnnxGraph.Shapes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// A step of a <see cref="PrototypeSynthesis"/>, as nodes: Adam against the gradient of the cross-entropy, shifted back, and of the total variation.
/// </summary>
internal sealed class ClimbStep(ShiftedImages images, int classes, float rate, float smoothness) : IStepRule
{
    public void Step(StepContext context)
    {
        var e = context.Emit;
        context.Watch(ImageClassifier.Logits, [Dimension.Of(images.Rows), Dimension.Of(classes)]);
        context.Next(DrawnCarriers.StepInput, e.Plus(DrawnCarriers.StepInput, 1));
        var gradient = images.Shift(e, context.Gradients[ShiftedImages.Shifted], back: true);
        foreach (var (axis, size) in (ReadOnlySpan<(int, int)>)[(2, images.Image.Height), (3, images.Image.Width)])
            if (size > 1) gradient = e.Plus(gradient, Variation(e, axis, size));
        var slope = e.Times(ShiftedImages.Images, e.Less(e.Scalar(1), ShiftedImages.Images));
        var next = new AdamNodes(rate).Next(context, 0, ShiftedImages.NumbersInput, e.Times(gradient, slope), images.Shape);
        context.Next(ShiftedImages.NumbersInput, next, parameter: true);
    }

    /// <summary>The gradient of the sum of differences between neighbours: each pulls at the other.</summary>
    private string Variation(NodeEmitter e, int axis, int size)
    {
        string Part(int from) => e.Add("Slice", ShiftedImages.Images, e.Integers(from), e.Integers(from + size - 1), e.Integers(axis));
        var pull = e.Times(e.Add("Sign", e.Less(Part(1), Part(0))), smoothness);
        string Padded(bool before)
        {
            var pads = new long[8];
            pads[before ? axis : axis + 4] = 1;
            return e.Add("Pad", pull, e.Integers(pads));
        }
        return e.Less(Padded(before: true), Padded(before: false));
    }
}
