using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Chooses the classes to search in where a model has many. A class that a trigger leads to lies near to all others, so it is given too often to
/// images
/// that show nothing, or comes second; half of the places are for such, the other half by lot, for the comparison.
/// </summary>
internal static class TargetChoice
{
    private const int Images = 256;

    public static IReadOnlyList<int> Of(ProbeContext context, ImageClassifier classifier, int most, CancellationToken cancellationToken)
    {
        if (classifier.Classes <= most) return [.. Enumerable.Range(0, classifier.Classes)];
        using var session = context.Open();
        var inputs = ImageProbes.Diverse(classifier.Image, Images, context.Random("targets"));
        var scores = new ModelRunner(session, context.Interface, RowLimit.For(classifier.Image, 64)).Scores(inputs, cancellationToken);
        var closeness = new double[classifier.Classes];
        for (var row = 0; row < scores.Rows; row++)
        {
            // The rank of each class among the scores, as 1 for the first, 1/2 for the second and so on.
            var order = scores.Row(row).ToArray().Select((score, i) => (score, i)).OrderByDescending(s => s.score).Take(8).ToList();
            for (var rank = 0; rank < order.Count; rank++) closeness[order[rank].i] += 1.0 / (rank + 1);
        }
        List<int> chosen = [.. Enumerable.Range(0, closeness.Length).OrderByDescending(c => closeness[c]).ThenBy(c => c).Take(most / 2)];
        var chance = context.Random("lot");
        while (chosen.Count < most)
        {
            var next = chance.Below(classifier.Classes);
            if (!chosen.Contains(next)) chosen.Add(next);
        }
        return [.. chosen.Order()];
    }
}
