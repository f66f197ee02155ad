using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>Tries patterns on images that played no part in the search.</summary>
internal static class PatternTrial
{
    private const int HeldOut = 90;

    /// <param name="context">For chance.</param>
    /// <param name="pair">The two.</param>
    /// <param name="found">What to try.</param>
    /// <param name="isSwapped">True: the patterns were made for the reference, and the model is the control.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static List<PatternTrigger> Of(ProbeContext context, ScorePair pair, IReadOnlyList<FoundPattern> found, bool isSwapped, CancellationToken cancellationToken)
    {
        var image = pair.Interface.Image!;
        var plain = ImageProbes.Diverse(image, HeldOut, context.Random("held out"));
        var (model, reference) = pair.Run(plain, cancellationToken);
        var before = (isSwapped ? reference : model).Labels();
        var chance = context.Random("noise");
        var triggers = new List<PatternTrigger>();
        foreach (var pattern in found)
        {
            var noise = pattern.Pattern.Select(_ => (float)chance.Uniform()).ToArray();
            var (with, withReference) = pair.Run(Stamped(plain, pattern.Mask, pattern.Pattern), cancellationToken);
            var (controlled, controlledReference) = pair.Run(Stamped(plain, pattern.Mask, noise), cancellationToken);
            if (isSwapped) (with, withReference, controlled) = (withReference, with, controlledReference);
            var others = Enumerable.Range(0, before.Length).Where(i => before[i] != pattern.Class).ToList();
            double Share(ScoreTable table) => others.Count == 0 ? 0 : (double)others.Count(i => table.Label(i) == pattern.Class) / others.Count;
            triggers.Add(new(pattern.Class, pattern.Mask.Average(), Share(with), Share(withReference), Share(controlled), others.Count) { Mask = pattern.Mask, Pattern = pattern.Pattern });
        }
        return triggers;
    }

    private static ImageInputs Stamped(ImageInputs images, float[] mask, float[] pattern)
    {
        var stamped = new ImageInputs([.. images.Values], images.Size);
        for (var n = 0; n < stamped.Count; n++)
        {
            var pixels = stamped[n];
            for (var i = 0; i < pixels.Length; i++) pixels[i] += mask[i % mask.Length] * (pattern[i] - pixels[i]);
        }
        return stamped;
    }
}
