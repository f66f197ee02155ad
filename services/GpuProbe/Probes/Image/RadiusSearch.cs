using Assay.Analysis.Probes;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Looks for the smallest radius within which one set of parameters turns most carriers to a target, for all targets at once: steps along the
/// normalised gradient with momentum inside a box whose radius shrinks while the trigger works and grows while it does not, so that it ends near the
/// critical one. The steps are made in the graph: see <see cref="RadiusStep"/>.
/// </summary>
internal sealed class RadiusSearch(ProbeContext context, ImageClassifier classifier, ITriggerFamily family, RadiusOptions options) : IGraphSearch
{
    public int Steps => options.Steps;

    public int Batch => options.Batch;

    /// <summary>Searches; groups that do not fit into one run come one after another.</summary>
    /// <returns>One trigger for each group, or why there are none.</returns>
    public (IReadOnlyList<FoundTrigger>? Found, string? Reason) Run(
        Carriers carriers, IReadOnlyList<SearchGroup> groups, string purpose, CancellationToken cancellationToken) =>
        ChunkedSearch.Run(context, classifier, family, carriers, groups, this, purpose, cancellationToken);

    public IStepRule Rule(SearchLayout layout) => new RadiusStep(options, layout);

    public Dictionary<string, TensorConstant> Begin(IReadOnlyList<SearchGroup> groups, SearchLayout layout, SeededNumbers chance)
    {
        Dictionary<string, TensorConstant> values = new(StringComparer.Ordinal);
        for (var p = 0; p < layout.Parameters.Count; p++)
        {
            var numbers = new float[layout.Groups * layout.Size(p)];
            for (var i = 0; i < numbers.Length && options.Noise > 0; i++) numbers[i] = options.Noise * (float)chance.Normal();
            SearchGroup.CopyStarts(groups, p, numbers);
            values[layout.Parameters[p]] = TensorConstant.OfFloats(layout.Shapes[p], numbers);
        }
        values[RadiusStep.Radius] = Filled(layout.Groups, options.Initial);
        values[RadiusStep.Rate] = Filled(layout.Groups, 0.5f);
        return values;
    }

    public IEnumerable<FoundTrigger> End(IReadOnlyList<SearchGroup> groups, SearchLayout layout, Func<string, float[]> read)
    {
        var (logarithms, flips) = (read(RadiusStep.Logarithms), read(RadiusStep.Flips));
        float[][] values = [.. layout.Parameters.Select(read)];
        return groups.Select((group, g) => new FoundTrigger(
            group.Target, (logarithms[g] - (options.FlipCredit * flips[g])) / options.Tail, flips[g] / options.Tail,
            [.. values.Select((v, p) => v.AsSpan(g * layout.Size(p), layout.Size(p)).ToArray())]));
    }

    private static TensorConstant Filled(int count, float value) => TensorConstant.OfFloats([count], [.. Enumerable.Repeat(value, count)]);
}
