using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;
using Assay.OnnxGraph.Shapes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Images with triggers in the place of a classifier's input, where the carriers of each step are taken from a pool in the graph: which ones is
/// drawn for all steps beforehand, so that nothing has to be given from step to step.
/// </summary>
/// <param name="Family">What is done to a carrier.</param>
/// <param name="Image">Sizes.</param>
/// <param name="Groups">Sets of parameters.</param>
/// <param name="Carriers">Images of each group in a step.</param>
/// <param name="Pool">Images that there are.</param>
/// <param name="Steps">Steps that are drawn for.</param>
internal sealed record DrawnCarriers(ITriggerFamily Family, ImageInput Image, int Groups, int Carriers, int Pool, int Steps) : IInputComposition
{
    /// <summary>All carriers.</summary>
    public const string PoolInput = "assay_pool";

    /// <summary>Steps times rows: indices of carriers. In single precision, as all that is given.</summary>
    public const string DrawsInput = "assay_draws";

    /// <summary>The step that is made: state.</summary>
    public const string StepInput = "assay_step";

    public string Compose(NodeEmitter emit, ValueInfo input, Func<string, IReadOnlyList<Dimension>, bool, string> addInput)
    {
        var pool = Own(PoolInput, [Pool, Image.Channels, Image.Height, Image.Width]);
        var draws = Own(DrawsInput, [Steps, Groups * Carriers]);
        var step = Own(StepInput, []);
        var parameters = Family.Shapes(Image).Select((s, i) => addInput($"assay_parameter_{i}", Dimensions([Groups, 1, .. s]), true)).ToList();
        var drawn = emit.Add("Gather", draws, emit.Whole(step));
        var sizes = emit.Integers(Groups, Carriers, Image.Channels, Image.Height, Image.Width);
        var carriers = emit.Add("Reshape", emit.Add("Gather", pool, emit.Whole(drawn)), sizes);
        return ImageEncoding.AddWithin(emit, Family.Compose(emit, carriers, parameters, Image), Groups * Carriers, Image);

        string Own(string name, long[] sizes) => NameSupply.Insist(addInput(name, Dimensions(sizes), false), name);
    }

    private static Dimension[] Dimensions(long[] sizes) => [.. sizes.Select(s => Dimension.Of(s))];
}
