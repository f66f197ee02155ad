using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Probes.Image;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;
using Assay.OnnxGraph.Shapes;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

/// <summary>Images with triggers in the place of a classifier's input: groups of carriers, one set of parameters for each group.</summary>
internal sealed record TriggerComposition(ITriggerFamily Family, ImageInput Image, int Groups, int Carriers) : IInputComposition
{
    public const string CarriersInput = "assay_carriers";

    public string Compose(NodeEmitter emit, ValueInfo input, Func<string, IReadOnlyList<Dimension>, bool, string> addInput)
    {
        var carriers = addInput(CarriersInput, Dimensions([Groups, Carriers, Image.Channels, Image.Height, Image.Width]), false);
        var shapes = Family.Shapes(Image);
        var parameters = shapes.Select((s, i) => addInput($"assay_parameter_{i}", Dimensions([Groups, 1, .. s]), true)).ToList();
        return ImageEncoding.AddWithin(emit, Family.Compose(emit, carriers, parameters, Image), Groups * Carriers, Image);
    }

    private static Dimension[] Dimensions(long[] sizes) => [.. sizes.Select(s => Dimension.Of(s))];
}
