using System.Diagnostics;
using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Patches for single source classes: all pairs of classes with few steps, then those that stand out again with more steps and images, so that the
/// cost
/// stays bounded though the pairs grow with the square of the classes (successive halving, Jamieson and Talwalkar 2016).
/// </summary>
internal sealed class PairSearch(ProbeContext context, ImageClassifier classifier)
{
    private const double KeptShare = 0.08;
    private const int MinKept = 10;

    public (PairCosts? Pairs, string? Reason) Run(Carriers carriers, IReadOnlyList<int> classes, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        List<(int Source, int Target)> all = [];
        foreach (var source in classes) foreach (var target in classes) if (source != target) all.Add((source, target));
        var (coarse, reason) = Costs(carriers, classes, all, PatchOptions.Pairs, "pairs", cancellationToken);
        if (coarse is null) return (null, reason);
        var pairs = new PairCosts(classes, coarse, Empty(classes.Count), 0);
        if (PairStructure.Of(pairs) is not { } structure) return (pairs with { Seconds = clock.Elapsed.TotalSeconds }, null);
        var kept = structure.Lowest(structure.Residuals, Math.Max(MinKept, (int)(all.Count * KeptShare)));
        (var fine, reason) = Costs(carriers, classes, [.. kept.Select(k => (k.Source, k.Target))], PatchOptions.PairsAgain, "pairs again", cancellationToken);
        return fine is null ? (null, reason) : (pairs with { Again = fine, Seconds = clock.Elapsed.TotalSeconds }, null);
    }

    private (double?[][]? Costs, string? Reason) Costs(
        Carriers carriers, IReadOnlyList<int> classes, List<(int Source, int Target)> pairs, PatchOptions options, string purpose, CancellationToken cancellationToken)
    {
        SearchGroup[] groups = [.. pairs.Select(p => new SearchGroup(p.Target, carriers.Of(p.Source)))];
        var (found, reason) = new PatchSearch(context, classifier, options).Run(carriers, groups, purpose, cancellationToken);
        if (found is null) return (null, reason);
        var index = classes.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        var costs = Empty(classes.Count);
        for (var i = 0; i < pairs.Count; i++) costs[index[pairs[i].Source]][index[pairs[i].Target]] = found[i].Cost;
        return (costs, null);
    }

    private static double?[][] Empty(int count) => [.. Enumerable.Range(0, count).Select(_ => new double?[count])];
}
