using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Editing;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// One pattern is added to every image (universal perturbation, Moosavi-Dezfooli et al. 2017); its size is the largest change of an intensity.
/// </summary>
internal sealed class AddedPattern : ITriggerFamily
{
    public string Name => "added";

    public IReadOnlyList<long[]> Shapes(ImageInput image) => [[image.Channels, image.Height, image.Width]];

    public string Compose(NodeEmitter emit, string carriers, IReadOnlyList<string> parameters, ImageInput image) =>
        emit.Add("Add", carriers, parameters[0]);

    public void Apply(ReadOnlySpan<float> carrier, Span<float> result, float[][] parameters, ImageInput image)
    {
        for (var i = 0; i < result.Length; i++) result[i] = Math.Clamp(carrier[i] + parameters[0][i], 0, 1);
    }
}
