using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>What a model is fed instead of intensities, as nodes.</summary>
internal static class ImageEncoding
{
    /// <summary>Adds the nodes.</summary>
    /// <param name="emit">Adds nodes.</param>
    /// <param name="images">Intensities from 0 to 1: images, channels, height, width.</param>
    /// <param name="image">How the model is fed.</param>
    public static string Add(NodeEmitter emit, string images, ImageInput image)
    {
        // Encode is linear in the intensity: two of its values say all.
        var offset = Channel(image, c => image.Encode(0, c));
        var factor = Channel(image, c => image.Encode(1, c) - image.Encode(0, c));
        images = emit.Add("Add", emit.Add("Mul", images, emit.Constant(factor)), emit.Constant(offset));
        return image.ChannelsFirst ? images : emit.Add("Transpose", [images], ("perm", EditableAttribute.Of([0, 2, 3, 1])));
    }

    /// <summary>Adds the nodes for intensities of any shape, cut off outside of 0 to 1.</summary>
    /// <param name="emit">Adds nodes.</param>
    /// <param name="intensities">So many images after one another, whatever their grouping.</param>
    /// <param name="rows">How many images.</param>
    /// <param name="image">How the model is fed.</param>
    public static string AddWithin(NodeEmitter emit, string intensities, int rows, ImageInput image)
    {
        var images = emit.Add("Clip", intensities, emit.Scalar(0), emit.Scalar(1));
        return Add(emit, emit.Add("Reshape", images, emit.Integers(rows, image.Channels, image.Height, image.Width)), image);
    }

    private static TensorConstant Channel(ImageInput image, Func<int, float> value) =>
        TensorConstant.OfFloats([1, image.Channels, 1, 1], Enumerable.Range(0, image.Channels).Select(value).ToArray());
}
