using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Editing;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>What is done to an image that carries a trigger, with numbers that are looked for. One set of numbers for each group of images.</summary>
internal interface ITriggerFamily
{
    /// <summary>In statistics and reports.</summary>
    string Name { get; }

    /// <summary>Shapes of the parameters of one group.</summary>
    IReadOnlyList<long[]> Shapes(ImageInput image);

    /// <summary>Adds the nodes.</summary>
    /// <param name="emit">Adds nodes.</param>
    /// <param name="carriers">Intensities: groups, images of a group, channels, height, width.</param>
    /// <param name="parameters">Each with the groups and a 1 in front of its shape.</param>
    /// <param name="image">Sizes.</param>
    /// <returns>Intensities in the carriers' shape; those outside of 0 to 1 are cut off behind it.</returns>
    string Compose(NodeEmitter emit, string carriers, IReadOnlyList<string> parameters, ImageInput image);

    /// <summary>Does the same to one image, here and not in the graph; intensities stay within 0 to 1.</summary>
    void Apply(ReadOnlySpan<float> carrier, Span<float> result, float[][] parameters, ImageInput image);
}
