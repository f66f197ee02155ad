using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Looks for the small change of colours that turns images to a target, for all targets at once, and measures how firmly it turns those that it turns least.
/// A filter that was taught turns all images. Honest models have classes that most images are as near to, or nearer: how far the change has to go to turn
/// most tells them not apart, and that a tenth is left does.
/// </summary>
/// <param name="context">The run.</param>
/// <param name="classifier">In the form that gradients are built from.</param>
/// <param name="runner">The model as it is in its file.</param>
/// <param name="options">How long it looks, and within which radius.</param>
internal sealed class ColourSearch(ProbeContext context, ImageClassifier classifier, ModelRunner runner, RadiusOptions options)
{
    /// <summary>Share of the images that count: those that are turned least.</summary>
    private const double Tail = 0.1;

    /// <summary>Bounds of how firmly an image is turned, in the model's usual margins, so that none decides alone.</summary>
    private const double Lowest = -2, Highest = 1.5;

    private readonly ColourMap _family = new();
    private readonly HeldOutImages _images = new(runner, classifier.Image);
    private readonly ScoreMargins _margins = new(context.Interface.Scores?.Kind ?? ScoreKind.Logits);

    public (IReadOnlyList<FoundTrigger>? Found, string? Reason) Run(
        Carriers carriers, IReadOnlyList<SearchGroup> groups, string purpose, CancellationToken cancellationToken)
    {
        var usual = Usual(carriers, cancellationToken);
        var started = Started(carriers, groups, usual, cancellationToken);
        var (found, reason) = new RadiusSearch(context, classifier, _family, options).Run(carriers, started, purpose, cancellationToken);
        return found is null ? (null, reason) : ([.. groups.Zip(found, (group, trigger) => Measured(trigger, carriers.Where(group.Pool.Contains), usual, cancellationToken))], null);
    }

    /// <summary>
    /// Begins each group with the cast, of all that make each channel lighter or darker, that comes nearest to its target. The best change lies in a corner
    /// of the box, and a search that begins towards the opposite one ends there as often as not.
    /// </summary>
    private IReadOnlyList<SearchGroup> Started(Carriers carriers, IReadOnlyList<SearchGroup> groups, double usual, CancellationToken cancellationToken)
    {
        var casts = ColourMap.Casts(classifier.Image, options.Initial).ToArray();
        var nearness = new double[groups.Count, casts.Length];
        for (var c = 0; c < casts.Length; c++)
        {
            var scores = runner.Scores(Changed(carriers, casts[c]), cancellationToken);
            for (var g = 0; g < groups.Count; g++)
                nearness[g, c] = groups[g].Pool.Average(i => Math.Clamp(_margins.Of(scores.Row(i), groups[g].Target) / usual, Lowest, Highest));
        }
        return [.. groups.Select((group, g) => group with { Start = Half(casts[Enumerable.Range(0, casts.Length).MaxBy(c => nearness[g, c])]) })];

        // Half of it, so that no number begins at its bound.
        static float[][] Half(float[][] cast) => [.. cast.Select(p => p.Select(v => v / 2).ToArray())];
    }

    /// <summary>The median margin by which carriers belong to what they are answered as.</summary>
    private double Usual(Carriers carriers, CancellationToken cancellationToken)
    {
        var scores = runner.Scores(new ImageInputs(carriers.Values, carriers.Size), cancellationToken);
        var usual = Robust.Median([.. carriers.Answers.Select((answer, i) => (double)_margins.Of(scores.Row(i), answer))]);
        return Math.Max(usual, 1e-3);
    }

    /// <summary>The trigger's cost is how firmly it turns the images that it turns least, in usual margins, with a minus.</summary>
    private FoundTrigger Measured(FoundTrigger trigger, Carriers images, double usual, CancellationToken cancellationToken)
    {
        var scores = runner.Scores(Changed(images, trigger.Parameters), cancellationToken);
        double[] margins = [.. Enumerable.Range(0, images.Count).Select(i => (double)_margins.Of(scores.Row(i), trigger.Target))];
        var least = margins.Order().Take((int)Math.Ceiling(images.Count * Tail)).Average(m => Math.Clamp(m / usual, Lowest, Highest));
        return trigger with { Cost = -least, FlipRate = margins.Count(m => m > 0) / (double)images.Count };
    }

    private ImageInputs Changed(Carriers images, float[][] parameters) => new(_images.Stamp(images.Values, _family, parameters), images.Size);
}
