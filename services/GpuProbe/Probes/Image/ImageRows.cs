using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;
using Assay.OnnxGraph.Shapes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Images as they are in the place of a classifier's input, each for itself. Nothing is cut off at 0 and 1, where a gradient would end and an image that
/// has come to the bound could not leave it: whoever moves the images keeps them within.
/// </summary>
internal sealed record ImageRows(ImageInput Image, int Rows) : IInputComposition
{
    public string Compose(NodeEmitter emit, ValueInfo input, Func<string, IReadOnlyList<Dimension>, bool, string> addInput) => ImageEncoding.Add(
        emit,
        addInput("assay_images", [Dimension.Of(Rows), Dimension.Of(Image.Channels), Dimension.Of(Image.Height), Dimension.Of(Image.Width)], true),
        Image);
}
