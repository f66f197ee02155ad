using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;
using Assay.OnnxGraph.Shapes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>Images with triggers in the place of a classifier's input: groups of carriers, one set of parameters for each group.</summary>
internal sealed record TriggerComposition(ITriggerFamily Family, ImageInput Image, int Groups, int Carriers) : IInputComposition
{
    public const string CarriersInput = "assay_carriers";

    public string Compose(NodeEmitter emit, ValueInfo input, Func<string, IReadOnlyList<Dimension>, bool, string> addInput)
    {
        var carriers = addInput(CarriersInput, Dimensions([Groups, Carriers, Image.Channels, Image.Height, Image.Width]), false);
        var shapes = Family.Shapes(Image);
        var parameters = shapes.Select((s, i) => addInput($"assay_parameter_{i}", Dimensions([Groups, 1, .. s]), true)).ToList();
        return Encode(emit, Family.Compose(emit, carriers, parameters, Image), Groups * Carriers, Image);
    }

    /// <summary>Intensities, cut off outside of 0 to 1, as the model's input takes them.</summary>
    public static string Encode(NodeEmitter emit, string intensities, int rows, ImageInput image)
    {
        var images = emit.Add("Clip", intensities, emit.Scalar(0), emit.Scalar(1));
        return ImageEncoding.Add(emit, emit.Add("Reshape", images, emit.Integers(rows, image.Channels, image.Height, image.Width)), image);
    }

    private static Dimension[] Dimensions(long[] sizes) => [.. sizes.Select(s => Dimension.Of(s))];
}
