using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// One patch that leads every class to another, a fixed distance further: all distances with few steps, then those that came furthest with more, so that
/// there is something to compare the best one with (successive halving, Jamieson and Talwalkar 2016).
/// </summary>
internal sealed class CyclicSearch(ProbeContext context, ImageClassifier classifier)
{
    /// <summary>In statistics and reports.</summary>
    public const string Name = "cyclic";

    private const int Kept = 4;

    /// <summary>Searches.</summary>
    /// <returns>One patch for each distance that was looked at to the end, whose target is the distance; or why there are none.</returns>
    public (IReadOnlyList<FoundTrigger>? Found, string? Reason) Run(Carriers carriers, IReadOnlyList<int> classes, CancellationToken cancellationToken)
    {
        var shifts = SearchGroup.Shifts(carriers, classes);
        var (coarse, reason) = Search(PatchOptions.Shifts(classes.Count), shifts, Name);
        if (coarse is null) return (null, reason);
        // Where no patch turned enough yet, the share that it turned tells the distances apart.
        var kept = coarse.OrderBy(f => f.Cost - f.FlipRate).ThenBy(f => f.Target).Take(Kept).Select(f => f.Target).ToHashSet();
        return Search(PatchOptions.ShiftsAgain(classes.Count), [.. shifts.Where(s => kept.Contains(s.Target))], Name + " again");

        (IReadOnlyList<FoundTrigger>? Found, string? Reason) Search(PatchOptions options, IReadOnlyList<SearchGroup> groups, string purpose) =>
            new PatchSearch(context, classifier, options).Run(carriers, groups, purpose, cancellationToken);
    }
}
