using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Probes.Image;
using Assay.OnnxGraph.Editing;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

/// <summary>The images themselves are what is looked for.</summary>
internal sealed class WholeImage : ITriggerFamily
{
    public string Name => "image";

    public IReadOnlyList<long[]> Shapes(ImageInput image) => [[image.Channels, image.Height, image.Width]];

    // The carriers stay an input of the graph, so that all families are fed alike.
    public string Compose(NodeEmitter emit, string carriers, IReadOnlyList<string> parameters, ImageInput image) =>
        emit.Add("Add", emit.Add("Mul", carriers, emit.Scalar(0)), parameters[0]);

    public void Apply(ReadOnlySpan<float> carrier, Span<float> result, float[][] parameters, ImageInput image) => parameters[0].CopyTo(result);
}
