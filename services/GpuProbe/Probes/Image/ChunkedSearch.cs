using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>Splits the groups of a search into as many as fit into one run, over one session.</summary>
internal static class ChunkedSearch
{
    public delegate List<FoundTrigger> Search(
        SearchSession session, IReadOnlyList<SearchGroup> groups, int slots, SeededNumbers chance, CancellationToken cancellationToken);

    public static (IReadOnlyList<FoundTrigger>? Found, string? Reason) Run(
        ProbeContext context, ImageClassifier classifier, ITriggerFamily family, Carriers carriers, IReadOnlyList<SearchGroup> groups, int batch, string purpose,
        Search search, CancellationToken cancellationToken)
    {
        if (groups.Count == 0) return ([], null);
        var most = Math.Max(1, RowLimit.For(classifier.Image, groups.Count * batch) / batch);
        // Chunks of equal size: no run has empty places but the last.
        var chunks = (groups.Count + most - 1) / most;
        var slots = (groups.Count + chunks - 1) / chunks;
        var (session, reason) = TriggerSession.Open(context, classifier, family, slots, batch, cancellationToken);
        if (session is null) return (null, reason);
        using (session)
        {
            var chance = context.Random(purpose);
            List<FoundTrigger> found = [];
            for (var first = 0; first < groups.Count; first += slots)
            {
                SearchGroup[] chunk = [.. groups.Skip(first).Take(slots)];
                found.AddRange(search(new SearchSession(session, carriers, chunk, chance), chunk, slots, chance, cancellationToken));
            }
            return (found, null);
        }
    }
}
