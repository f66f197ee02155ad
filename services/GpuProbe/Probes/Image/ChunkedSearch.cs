using Assay.Analysis.Probes;
using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>Splits the groups of a search into as many as fit into one run, over one session.</summary>
internal static class ChunkedSearch
{
    public static (IReadOnlyList<FoundTrigger>? Found, string? Reason) Run(
        ProbeContext context, ImageClassifier classifier, ITriggerFamily family, Carriers carriers, IReadOnlyList<SearchGroup> groups, IGraphSearch search,
        string purpose, CancellationToken cancellationToken)
    {
        if (groups.Count == 0) return ([], null);
        var most = Math.Max(1, RowLimit.For(classifier.Image, groups.Count * search.Batch) / search.Batch);
        // Chunks of equal size: no run has empty places but the last.
        var chunks = (groups.Count + most - 1) / most;
        var slots = (groups.Count + chunks - 1) / chunks;
        var composition = new DrawnCarriers(family, classifier.Image, slots, search.Batch, carriers.Count, search.Steps);
        SearchLayout? layout = null;
        var (session, reason) = StepSession.Open(context, classifier, composition, null, parameters => search.Rule(layout = new(
            slots, search.Batch, classifier.Classes, parameters, [.. family.Shapes(classifier.Image).Select(s => (long[])[slots, 1, .. s])])), cancellationToken);
        if (session is null) return (null, reason);
        using (session)
        {
            var chance = context.Random(purpose);
            var image = classifier.Image;
            var pool = TensorConstant.OfFloats([carriers.Count, image.Channels, image.Height, image.Width], carriers.Values);
            List<FoundTrigger> found = [];
            for (var first = 0; first < groups.Count; first += slots)
            {
                SearchGroup[] chunk = [.. groups.Skip(first).Take(slots)];
                var values = search.Begin(chunk, layout!, chance);
                values[DrawnCarriers.PoolInput] = pool;
                values[DrawnCarriers.DrawsInput] = Draw(chunk, layout!, search.Steps, chance);
                values[WeightedCrossEntropy.Targets] = TensorConstant.OfIntegers([layout!.Rows], [.. Rows(chunk, layout).Select(r => (long)r.Target)]);
                values[WeightedCrossEntropy.Weights] = TensorConstant.OfFloats([layout.Rows], [.. Enumerable.Repeat(1f, layout.Rows)]);
                using var loop = session.Begin(values);
                session.Run(loop, search.Steps, cancellationToken);
                found.AddRange(search.End(chunk, layout, name => loop.Read(name).Floats().ToArray()));
            }
            return (found, null);
        }
    }

    /// <summary>Carriers for every row of every step.</summary>
    private static TensorConstant Draw(SearchGroup[] groups, SearchLayout layout, int steps, SeededNumbers chance)
    {
        int[][] pools = [.. Rows(groups, layout).Select(r => r.Pool)];
        var draws = new float[steps * pools.Length];
        for (var i = 0; i < draws.Length; i++)
        {
            var own = pools[i % pools.Length];
            draws[i] = own[chance.Below(own.Length)];
        }
        return TensorConstant.OfFloats([steps, pools.Length], draws);
    }

    /// <summary>
    /// What each row should give and draws from. A run may have more places than there are groups: they repeat the last one.
    /// </summary>
    private static IEnumerable<(int Target, int[] Pool)> Rows(SearchGroup[] groups, SearchLayout layout) => Enumerable.Range(0, layout.Rows)
        .Select(row => groups[Math.Min(row / layout.Carriers, groups.Length - 1)].Row(row % layout.Carriers));
}
