using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Looks for the smallest mask, with a pattern, that turns most carriers to a target, for all groups at once (Neural Cleanse, Wang et al. 2019):
/// Adam on
/// the cross-entropy plus a price times the mask's sum, where the price follows the share of carriers that are turned.
/// </summary>
internal sealed class PatchSearch(ProbeContext context, ImageClassifier classifier, PatchOptions options)
{
    private readonly StampedPatch _family = new();

    public (IReadOnlyList<FoundTrigger>? Found, string? Reason) Run(
        Carriers carriers, IReadOnlyList<SearchGroup> groups, string purpose, CancellationToken cancellationToken) =>
        ChunkedSearch.Run(context, classifier, _family, carriers, groups, options.Batch, purpose, Search, cancellationToken);

    private List<FoundTrigger> Search(
        SearchSession session, IReadOnlyList<SearchGroup> groups, int slots, SeededNumbers chance, CancellationToken cancellationToken)
    {
        var area = classifier.Image.Height * classifier.Image.Width;
        var size = classifier.Image.Size;
        float[][] values = [new float[area * slots], new float[size * slots]];
        float[][] gradients = [new float[area * slots], new float[size * slots]];
        Array.Fill(values[0], options.Mask);
        for (var i = 0; i < values[1].Length; i++) values[1][i] = 0.5f + (0.02f * (float)chance.Normal());
        for (var p = 0; p < 2; p++) options.Start?[p].CopyTo(values[p], 0);
        Adam[] adam = [new(area * slots, options.Rate, 0.9f, 0.98f, 1e-6f), new(size * slots, options.Rate, 0.9f, 0.98f, 1e-6f)];
        var price = new float[groups.Count];
        Array.Fill(price, options.Price);
        var rate = new float[groups.Count];
        var best = new FoundTrigger?[groups.Count];
        for (var step = 0; step < options.Steps; step++)
        {
            session.Draw();
            session.Run(values, gradients, cancellationToken);
            for (var g = 0; g < groups.Count; g++)
            {
                rate[g] = (0.75f * rate[g]) + (0.25f * session.FlipRate(g));
                Keep(best, g, groups[g], rate[g], step, values, area, size);
                for (var i = 0; i < area; i++) gradients[0][(g * area) + i] = (gradients[0][(g * area) + i] / options.Batch) + price[g];
                for (var i = 0; i < size; i++) gradients[1][(g * size) + i] /= options.Batch;
                var tooCheap = options.Budget is { } budget ? Sum(values[0].AsSpan(g * area, area)) > budget : rate[g] > options.Quantile;
                if (step > 10) price[g] = Math.Clamp(tooCheap ? price[g] * 1.12f : price[g] / 1.15f, 1e-5f, 1);
            }
            for (var p = 0; p < 2; p++) adam[p].Step(values[p], gradients[p], 0, 1);
        }
        return [.. groups.Select((group, g) => best[g] is { } found ? found
            : new FoundTrigger(group.Target, Math.Log(area), rate[g], Snapshot(values, g, area, size)))];
    }

    private void Keep(FoundTrigger?[] best, int g, SearchGroup group, float rate, int step, float[][] values, int area, int size)
    {
        if (step <= options.Warmup) return;
        var sum = Sum(values[0].AsSpan(g * area, area));
        var cost = Math.Log(Math.Max(sum, 0.5));
        var better = options.Budget is { } budget ? sum <= budget * 1.05f && !(best[g]?.FlipRate >= rate)
            : rate > options.Quantile && !(best[g]?.Cost <= cost);
        if (better) best[g] = new(group.Target, cost, rate, Snapshot(values, g, area, size));
    }

    private static float[][] Snapshot(float[][] values, int g, int area, int size) =>
        [values[0].AsSpan(g * area, area).ToArray(), values[1].AsSpan(g * size, size).ToArray()];

    private static float Sum(ReadOnlySpan<float> mask)
    {
        float sum = 0;
        foreach (var m in mask) sum += m;
        return sum;
    }
}
