using System.Diagnostics;
using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Patches for single source classes: all pairs of classes, with few steps each, for the pairs grow with the square of the classes; then those that lead once
/// more, beside their neighbours.
/// </summary>
internal sealed class PairSearch(ProbeContext context, ImageClassifier classifier)
{
    /// <summary>Pairs that are searched again.</summary>
    private const int Again = 3;

    /// <summary>Neighbours of each of them with the same source, and as many with the same target.</summary>
    private const int Neighbours = 3;

    public (PairCosts? Pairs, string? Reason) Run(Carriers carriers, IReadOnlyList<int> classes, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        List<(int Source, int Target)> all = [];
        foreach (var source in classes) foreach (var target in classes) if (source != target) all.Add((source, target));
        var (found, reason) = Search(all, PatchOptions.Pairs(classifier.Image), "pairs");
        if (found is null) return (null, reason);
        var index = classes.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        double?[][] costs = [.. classes.Select(_ => new double?[classes.Count])];
        foreach (var (pair, cost) in found) costs[index[pair.Source]][index[pair.Target]] = cost;
        var pairs = new PairCosts(classes, costs, 0);
        (var leads, reason) = Leads(pairs);
        return leads is null ? (null, reason) : (pairs with { Leads = leads, Seconds = clock.Elapsed.TotalSeconds }, null);

        (IReadOnlyList<PairLead>? Leads, string? Reason) Leads(PairCosts first)
        {
            if (PairStructure.Of(first) is not { } structure) return ([], null);
            var leading = structure.Leading().Take(Again).Select(p => (Pair: (p.Source, p.Target), p.Lead)).ToList();
            var neighbours = leading.ToDictionary(l => l.Pair, l => structure.Neighbours(l.Pair.Source, l.Pair.Target, Neighbours).ToList());
            List<(int Source, int Target)> wanted = [.. leading.Select(l => l.Pair).Concat(neighbours.Values.SelectMany(n => n)).Distinct()];
            var (second, problem) = Search(wanted, PatchOptions.PairsAgain(classifier.Image), "pairs again");
            if (second is null) return (null, problem);
            return ([.. leading
                .Select(l => new PairLead(l.Pair.Source, l.Pair.Target, l.Lead, neighbours[l.Pair].Min(n => second[n]) - second[l.Pair]))
                .OrderByDescending(l => l.Again).ThenBy(l => l.Source).ThenBy(l => l.Target)], null);
        }

        (Dictionary<(int Source, int Target), double>? Costs, string? Reason) Search(List<(int Source, int Target)> wanted, PatchOptions options, string purpose)
        {
            SearchGroup[] groups = [.. wanted.Select(p => new SearchGroup(p.Target, carriers.Of(p.Source)))];
            var (triggers, problem) = new PatchSearch(context, classifier, options).Run(carriers, groups, purpose, cancellationToken);
            return triggers is null ? (null, problem) : (wanted.Zip(triggers).ToDictionary(p => p.First, p => p.Second.Cost), null);
        }
    }
}
