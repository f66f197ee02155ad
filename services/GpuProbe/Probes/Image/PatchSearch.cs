using Assay.Analysis.Probes;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Looks for the smallest mask, with a pattern, that turns most carriers to a target, for all groups at once (Neural Cleanse, Wang et al. 2019):
/// Adam on the cross-entropy plus a price times the mask's sum (by pixel: <see cref="PatchOptions.Prices"/>), where the price follows the share of
/// carriers that are turned. The steps are made in the graph: see <see cref="PatchStep"/>.
/// </summary>
internal sealed class PatchSearch(ProbeContext context, ImageClassifier classifier, PatchOptions options) : IGraphSearch
{
    private readonly StampedPatch _family = new();

    public int Steps => options.Steps;

    public int Batch => options.Batch;

    public (IReadOnlyList<FoundTrigger>? Found, string? Reason) Run(
        Carriers carriers, IReadOnlyList<SearchGroup> groups, string purpose, CancellationToken cancellationToken) =>
        ChunkedSearch.Run(context, classifier, _family, carriers, groups, this, purpose, cancellationToken);

    public IStepRule Rule(SearchLayout layout) => new PatchStep(options, layout);

    public Dictionary<string, TensorConstant> Begin(IReadOnlyList<SearchGroup> groups, SearchLayout layout, SeededNumbers chance)
    {
        float[][] numbers = [new float[layout.Groups * layout.Size(0)], new float[layout.Groups * layout.Size(1)]];
        Array.Fill(numbers[0], options.Mask);
        for (var i = 0; i < numbers[1].Length; i++) numbers[1][i] = 0.5f + (0.02f * (float)chance.Normal());
        for (var p = 0; p < 2; p++) SearchGroup.CopyStarts(groups, p, numbers[p]);
        return new(StringComparer.Ordinal)
        {
            [layout.Parameters[0]] = TensorConstant.OfFloats(layout.Shapes[0], numbers[0]),
            [layout.Parameters[1]] = TensorConstant.OfFloats(layout.Shapes[1], numbers[1]),
            [PatchStep.Price] = Filled(layout.Groups, options.Price),
            [PatchStep.BestCost] = Filled(layout.Groups, PatchStep.None),
            [PatchStep.BestRate] = Filled(layout.Groups, -1),
        };
    }

    public IEnumerable<FoundTrigger> End(IReadOnlyList<SearchGroup> groups, SearchLayout layout, Func<string, float[]> read)
    {
        var (cost, bestRate, rate) = (read(PatchStep.BestCost), read(PatchStep.BestRate), read(PatchStep.Rate));
        float[][] last = [.. layout.Parameters.Select(read)];
        float[][] best = [.. layout.Parameters.Select((_, p) => read(PatchStep.Best(p)))];
        return groups.Select((group, g) => cost[g] < PatchStep.None
            ? new FoundTrigger(group.Target, cost[g], bestRate[g], Own(best, g))
            : new FoundTrigger(group.Target, Math.Log(options.Prices?.Sum() ?? layout.Size(0)), rate[g], Own(last, g)));

        float[][] Own(float[][] values, int g) => [.. values.Select((v, p) => v.AsSpan(g * layout.Size(p), layout.Size(p)).ToArray())];
    }

    private static TensorConstant Filled(int count, float value) => TensorConstant.OfFloats([count], [.. Enumerable.Repeat(value, count)]);
}
