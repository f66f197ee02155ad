using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Optimisation;

/// <summary>
/// A trigger: x' = (1 - m) * x + m * p with a mask m of 0 to 1 and a pattern p inside the range of pixels. The parameters <c>assay_mask</c> and
/// <c>assay_pattern</c> are unbounded: m = sigmoid(mask), p = low + (high - low) * (tanh(pattern) + 1) / 2. The images are the input
/// <c>assay_images</c>.
/// Each row has a mask and a pattern of its own (a class, a restart).
/// </summary>
/// <param name="Low">The least value of a pixel, in the model's units.</param>
/// <param name="High">The largest.</param>
/// <param name="ChannelAxis">The axis that the mask does not have: 1 for NCHW, 3 for NHWC.</param>
public sealed record MaskedPattern(float Low, float High, int ChannelAxis = 1) : IInputComposition
{
    /// <summary>The value with the mask, 0 to 1: what a penalty is for.</summary>
    public const string MaskValue = "assay_mask_opened";

    public string Compose(NodeEmitter emit, ValueInfo input, Func<string, IReadOnlyList<Dimension>, bool, string> addInput)
    {
        var shape = input.Shape!;
        if (ChannelAxis < 1 || ChannelAxis >= shape.Count) throw new GraphRefusal($"The input '{input.Name}' has no axis {ChannelAxis} for channels.");
        var images = addInput("assay_images", shape, false);
        var mask = addInput("assay_mask", [.. shape.Select((d, i) => i == ChannelAxis ? Dimension.Of(1) : d)], true);
        var pattern = addInput("assay_pattern", shape, true);
        emit.Place("Sigmoid", [mask], [MaskValue], []);
        var half = emit.Scalar((High - Low) / 2);
        var pixels = emit.Add("Add", emit.Add("Mul", emit.Add("Tanh", pattern), half), emit.Scalar((High + Low) / 2));
        // x + m * (p - x): one product less.
        return emit.Add("Add", images, emit.Add("Mul", MaskValue, emit.Add("Sub", pixels, images)));
    }
}
