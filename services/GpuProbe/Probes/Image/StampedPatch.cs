using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Editing;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>A mask of 0 to 1 and a pattern in its place: x + m (p - x) (Neural Cleanse, Wang et al. 2019). Its size is the sum of the mask.</summary>
internal sealed class StampedPatch : ITriggerFamily
{
    public string Name => "stamped";

    public IReadOnlyList<long[]> Shapes(ImageInput image) => [[1, image.Height, image.Width], [image.Channels, image.Height, image.Width]];

    public string Compose(NodeEmitter emit, string carriers, IReadOnlyList<string> parameters, ImageInput image) =>
        emit.Add("Add", carriers, emit.Add("Mul", parameters[0], emit.Add("Sub", parameters[1], carriers)));

    public void Apply(ReadOnlySpan<float> carrier, Span<float> result, float[][] parameters, ImageInput image)
    {
        var area = image.Height * image.Width;
        for (var i = 0; i < result.Length; i++) result[i] = Math.Clamp(carrier[i] + (parameters[0][i % area] * (parameters[1][i] - carrier[i])), 0, 1);
    }
}
