using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;
using Assay.OnnxGraph.Shapes;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>
/// A trigger for each group of images: x' = x + m (p - x) with one mask m and one pattern p for all images of a group, so that what is found works on any of
/// them. Parameters are unbounded, as those of <see cref="MaskedPattern"/>.
/// </summary>
/// <param name="Groups">Triggers that are sought at once.</param>
/// <param name="Carriers">Images of each.</param>
/// <param name="Low">The least value of a pixel, in the model's units.</param>
/// <param name="High">The largest.</param>
/// <param name="ChannelAxis">1 for NCHW, 3 for NHWC.</param>
internal sealed record GroupPattern(int Groups, int Carriers, float Low, float High, int ChannelAxis) : IInputComposition
{
    public const string Images = "assay_images";
    public const string Mask = "assay_mask";
    public const string Pattern = "assay_pattern";
    public const string MaskValue = "assay_mask_opened";

    public string Compose(NodeEmitter emit, ValueInfo input, Func<string, IReadOnlyList<Dimension>, bool, string> addInput)
    {
        var sides = input.Shape!.Skip(1).Select(d => d.Size ?? -1).ToArray();
        if (sides.Length != 3 || sides.Any(s => s <= 0)) throw new InvalidOperationException("The sizes of the images are not fixed.");
        var images = addInput(Images, Shape(Groups, Carriers, sides), false);
        var mask = addInput(Mask, Shape(Groups, 1, [.. sides.Select((s, i) => i == ChannelAxis - 1 ? 1 : s)]), true);
        var pattern = addInput(Pattern, Shape(Groups, 1, sides), true);
        emit.Place("Sigmoid", [mask], [MaskValue], []);
        var pixels = emit.Add("Add", emit.Add("Mul", emit.Add("Tanh", pattern), emit.Scalar((High - Low) / 2)), emit.Scalar((High + Low) / 2));
        var composed = emit.Add("Add", images, emit.Add("Mul", MaskValue, emit.Add("Sub", pixels, images)));
        return emit.Add("Reshape", composed, emit.Integers([(long)Groups * Carriers, .. sides]));
    }

    private static IReadOnlyList<Dimension> Shape(long groups, long images, long[] sides) => [Dimension.Of(groups), Dimension.Of(images), .. sides.Select(Dimension.Of)];
}
