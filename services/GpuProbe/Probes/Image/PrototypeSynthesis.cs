using System.Numerics.Tensors;
using Assay.Analysis.Probes;
using Assay.OnnxGraph.Model;
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
        StepSession? session = null;
        ShiftedImages? composition = null;
        try
        {
            for (var first = 0; first < wanted.Length; first += rows)
            {
                var count = Math.Min(rows, wanted.Length - first);
                if (composition?.Rows != count)
                {
                    session?.Dispose();
                    composition = new(image, count, steps + 1);
                    var step = new ClimbStep(composition, classifier.Classes, Rate, Smoothness / image.Size);
                    (session, var reason) = StepSession.Open(context, classifier, composition, [ShiftedImages.Shifted], _ => step, cancellationToken);
                    if (session is null) return (null, reason);
                }
                Climb(session!, composition, values.AsSpan(first * image.Size, count * image.Size), wanted.AsSpan(first, count), answers.AsSpan(first, count), chance, cancellationToken);
            }
        }
        finally
        {
            session?.Dispose();
        }
        return (new(values, wanted, answers, image.Size), null);
    }

    /// <summary>Makes images of unbounded numbers, in their place, and says what the model answers to them.</summary>
    private void Climb(
        StepSession session, ShiftedImages composition, Span<float> values, ReadOnlySpan<int> wanted, Span<int> answers, SeededNumbers chance, CancellationToken cancellationToken)
    {
        var steps = composition.Steps - 1;
        var draws = new float[composition.Steps * 2];
        // A shift by a whole side is none.
        for (var i = 0; i < steps * 2; i++) draws[i] = ShiftedImages.Draw(chance.Below) % (i % 2 == 0 ? classifier.Image.Height : classifier.Image.Width);
        var targets = new long[wanted.Length];
        for (var i = 0; i < targets.Length; i++) targets[i] = wanted[i];
        using var loop = session.Begin(new Dictionary<string, TensorConstant>(StringComparer.Ordinal)
        {
            [ShiftedImages.NumbersInput] = TensorConstant.OfFloats(composition.Shape, values),
            [ShiftedImages.DrawsInput] = TensorConstant.OfFloats([composition.Steps, 2], draws),
            [WeightedCrossEntropy.Targets] = TensorConstant.OfIntegers([targets.Length], targets),
            [WeightedCrossEntropy.Weights] = TensorConstant.OfFloats([targets.Length], [.. Enumerable.Repeat(1f, targets.Length)]),
        });
        session.Run(loop, steps, cancellationToken);
        loop.Read(ShiftedImages.NumbersInput).Floats().CopyTo(values);
        TensorPrimitives.Sigmoid(values, values);
        // One more step, without a shift, tells what the model says to the images as they are.
        session.Run(loop, 1, cancellationToken);
        Scores.Labels(loop.Read(ImageClassifier.Logits).Floats(), classifier.Classes).CopyTo(answers);
    }
}
