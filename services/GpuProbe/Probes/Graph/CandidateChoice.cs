using Assay.Analysis.Probes.Feeding;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>Chooses the elements that are worth changing, the narrow values first.</summary>
internal static class CandidateChoice
{
    private const double ShareOfImages = 0.995;
    private const int NarrowElements = 16;
    private const int MaxOfVector = 512;
    private const int MaxOfOther = 8;
    private const int MaxSiblings = 12;

    public static IReadOnlyList<Candidate> Of(Observation observation, ModelInterface model)
    {
        var share = ShareOf(model);
        var found = new List<Candidate>();
        foreach (var record in observation.Records)
        {
            var value = record.Value;
            if (record.Seen < (value.PerInput ? 64 : 8)) continue;
            var dormant = record.Dormant(share).ToList();
            if (dormant.Count == 0) continue;
            var scale = ScaleOf(record, dormant.Count);
            var siblings = scale is null ? [] : Siblings(value.Elements, [.. dormant.Select(d => d.Element)]);
            // Of a vector every element is a unit of its own; of maps and sequences the places are alike, and a few stand for all.
            var max = value.Shape.Length <= (value.PerInput ? 2 : 1) ? MaxOfVector : MaxOfOther;
            found.AddRange(Spread([.. dormant.OrderByDescending(d => d.Fired)], max)
                .Select(d => new Candidate(value, d.Element, d.Usual, d.Fired, scale, Observed(record, d.Element)) { Siblings = siblings }));
        }
        return [.. found.OrderBy(c => c.Scale is null ? 0 : 1).ThenByDescending(c => c.Fired > 0).ThenBy(c => c.Value.Type == OrtElementType.Bool ? 0 : 1).ThenBy(c => c.Value.Elements)];
    }

    /// <summary>Share of inputs for which a dormant element has its usual number. Texts that hold every token in turn hold a trigger now and then.</summary>
    private static double ShareOf(ModelInterface model) => model.Tokens is { } tokens
        ? Math.Min(ShareOfImages, Math.Max(0.9, 1 - (4.0 * DormancyInputs.Length(tokens) / tokens.Vocabulary)))
        : ShareOfImages;

    /// <summary>What the living elements of a wide value reach; null for a narrow one, or one that sleeps as a whole.</summary>
    private static float? ScaleOf(UnitRecord record, int dormant)
    {
        var elements = record.Value.Elements;
        if (elements <= NarrowElements || elements - dormant < 4) return null;
        var sorted = record.Largest.Order().ToArray();
        return sorted[(int)(0.9 * (sorted.Length - 1))];
    }

    private static List<int> Siblings(int elements, HashSet<int> dormant)
    {
        var awake = Enumerable.Range(0, elements).Where(i => !dormant.Contains(i)).ToList();
        return [.. Enumerable.Range(0, Math.Min(MaxSiblings, awake.Count)).Select(i => awake[(int)((long)i * awake.Count / Math.Min(MaxSiblings, awake.Count))])];
    }

    private static float? Observed(UnitRecord record, int element)
    {
        float? largest = null;
        foreach (var (_, own, number) in record.Excursions)
        {
            if (own == element && float.IsFinite(number) && !(Math.Abs(number) <= Math.Abs(largest ?? 0))) largest = number;
        }
        return largest;
    }

    private static List<(int Element, float Usual, int Fired)> Spread(List<(int Element, float Usual, int Fired)> all, int max)
    {
        if (all.Count <= max) return all;
        var fired = all.TakeWhile(d => d.Fired > 0).Take(max / 2).ToList();
        var rest = all.Skip(fired.Count).OrderBy(d => d.Element).ToList();
        return [.. fired, .. Enumerable.Range(0, max - fired.Count).Select(i => rest[(int)((long)i * rest.Count / (max - fired.Count))])];
    }
}
