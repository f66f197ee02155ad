using System.Diagnostics;
using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>Patches for single source classes: all pairs of classes, with few steps each, for the pairs grow with the square of the classes.</summary>
internal sealed class PairSearch(ProbeContext context, ImageClassifier classifier)
{
    public (PairCosts? Pairs, string? Reason) Run(Carriers carriers, IReadOnlyList<int> classes, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        List<(int Source, int Target)> all = [];
        foreach (var source in classes) foreach (var target in classes) if (source != target) all.Add((source, target));
        SearchGroup[] groups = [.. all.Select(p => new SearchGroup(p.Target, carriers.Of(p.Source)))];
        var (found, reason) = new PatchSearch(context, classifier, PatchOptions.Pairs).Run(carriers, groups, "pairs", cancellationToken);
        if (found is null) return (null, reason);
        var index = classes.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        double?[][] costs = [.. classes.Select(_ => new double?[classes.Count])];
        for (var i = 0; i < all.Count; i++) costs[index[all[i].Source]][index[all[i].Target]] = found[i].Cost;
        return (new(classes, costs, clock.Elapsed.TotalSeconds), null);
    }
}
