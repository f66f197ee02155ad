using Assay.Analysis.Probes;
using Assay.OnnxGraph.Running;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Makes images that the model is sure of, class by class, by following its gradient from smooth noise (activation maximisation, Simonyan et al.
/// 2014),
/// with small shifts between the steps and a penalty on total variation, so that they are made of what the model looks for and not of single pixels.
/// </summary>
internal sealed class PrototypeSynthesis(ProbeContext context, ImageClassifier classifier)
{
    private const int Steps = 40;

    private const float Rate = 0.15f;
    private const float Smoothness = 2;
    private const int MaxShift = 2;

    /// <summary>Makes images.</summary>
    /// <param name="classes">Of which classes.</param>
    /// <param name="each">Images of each.</param>
    /// <param name="purpose">What the chance is drawn for.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The images, or why there is no gradient.</returns>
    /// <exception cref="GraphRunException">The runtime refuses the graph.</exception>
    public (Carriers? Carriers, string? Reason) Run(IReadOnlyList<int> classes, int each, string purpose, CancellationToken cancellationToken)
    {
        var chance = context.Random(purpose);
        int[] wanted = [.. classes.SelectMany(c => Enumerable.Repeat(c, each))];
        var (first, reason) = Make(wanted, Steps, chance, cancellationToken);
        if (first is null) return (null, reason);
        int[] missed = [.. Enumerable.Range(0, first.Count).Where(i => first.Answers[i] != first.Wanted[i])];
        if (missed.Length == 0) return (first, null);
        // Some beginnings lead into a neighbour's valley: another one, and more steps.
        (var second, reason) = Make([.. missed.Select(i => wanted[i])], 2 * Steps, chance, cancellationToken);
        if (second is null) return (null, reason);
        for (var i = 0; i < missed.Length; i++)
        {
            if (second.Answers[i] != second.Wanted[i]) continue;
            second[i].CopyTo(first.Values.AsSpan(missed[i] * first.Size));
            first.Answers[missed[i]] = second.Answers[i];
        }
        return (first, null);
    }

    private (Carriers? Carriers, string? Reason) Make(int[] wanted, int steps, SeededNumbers chance, CancellationToken cancellationToken)
    {
        var image = classifier.Image;
        var values = new float[wanted.Length * image.Size];
        var answers = new int[wanted.Length];
        for (var i = 0; i < wanted.Length; i++) SmoothNoise.Fill(values.AsSpan(i * image.Size, image.Size), image, chance);
        var rows = RowLimit.For(image, wanted.Length);
        TriggerSession? session = null;
        try
        {
            for (var first = 0; first < wanted.Length; first += rows)
            {
                var count = Math.Min(rows, wanted.Length - first);
                if (session?.Rows != count)
                {
                    session?.Dispose();
                    (session, var reason) = TriggerSession.Open(context, classifier, new WholeImage(), count, 1, cancellationToken);
                    if (session is null) return (null, reason);
                    session.GiveCarriers(new float[count * image.Size]);
                }
                var begin = values.AsSpan(first * image.Size, count * image.Size).ToArray();
                var (made, labels) = Climb(session, begin, wanted.AsSpan(first, count), steps, chance, cancellationToken);
                made.CopyTo(values, first * image.Size);
                labels.CopyTo(answers, first);
            }
        }
        finally
        {
            session?.Dispose();
        }
        return (new(values, wanted, answers, image.Size), null);
    }

    private (float[] Made, int[] Labels) Climb(
        TriggerSession session, float[] logits, ReadOnlySpan<int> wanted, int steps, SeededNumbers chance, CancellationToken cancellationToken)
    {
        var size = classifier.Image.Size;
        var targets = new long[wanted.Length];
        for (var i = 0; i < targets.Length; i++) targets[i] = wanted[i];
        session.GiveTargets(targets, [.. Enumerable.Repeat(1f, targets.Length)]);
        var adam = new Adam(logits.Length, Rate);
        float[] Numbers() => new float[logits.Length];
        var (images, shifted, gradient, back) = (Numbers(), Numbers(), Numbers(), Numbers());
        var scores = new float[session.Rows * classifier.Classes];
        for (var step = 0; step < steps; step++)
        {
            Sigmoid(logits, images);
            var (dy, dx) = (chance.Below((2 * MaxShift) + 1) - MaxShift, chance.Below((2 * MaxShift) + 1) - MaxShift);
            Planes.Roll(images, shifted, classifier.Image, dy, dx);
            session.Run([shifted], [gradient], scores, cancellationToken);
            Planes.Roll(gradient, back, classifier.Image, -dy, -dx);
            Planes.AddVariation(images, back, classifier.Image, Smoothness / size);
            for (var i = 0; i < back.Length; i++) back[i] *= images[i] * (1 - images[i]);
            adam.Step(logits, back);
        }
        Sigmoid(logits, images);
        session.Run([images], [gradient], scores, cancellationToken);
        return (images, Scores.Labels(scores, classifier.Classes));
    }

    private static void Sigmoid(float[] logits, float[] values)
    {
        for (var i = 0; i < logits.Length; i++) values[i] = 1 / (1 + MathF.Exp(-logits[i]));
    }
}
