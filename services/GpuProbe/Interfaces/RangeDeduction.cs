using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Interfaces;

/// <summary>
/// Which range of intensities a classifier was trained with, from its answers to the same pictures in several ranges. Pictures of simple things (<see
/// cref="Probes.Image.Scenes.Scene"/>) are of every kind only in the right range: in one that is too narrow they are all pale, and most get one answer; one that
/// is too wide drives them into corners, where the model is sure of few.
/// </summary>
internal static class RangeDeduction
{
    /// <summary>
    /// Answers are about as even as in the range where they are most even. In models whose range is known: .93 and more where the narrow range was right, .77 at
    /// most where a wider one was.
    /// </summary>
    private const double AsEven = 0.85;

    /// <summary>The same between -1 to 1 and the normalisation of photographs, which is a little wider: .84 and more, .79 at most.</summary>
    private const double AsTelling = 0.815;

    /// <summary>Raw intensities saturate every model that was not trained with them: they have to be far better.</summary>
    private const double FarBetter = 2;

    /// <summary>
    /// Nats between pictures and what a batch normalisation remembers, up to which they are alike. In models whose range is known: .05 at most where it was
    /// right, .2 and more where it was wrong.
    /// </summary>
    private const double Alike = 0.1;

    /// <summary>Nats from which on the pictures say nothing of the range, as they are like nothing that the model was trained with.</summary>
    private const double Unlike = 0.5;

    /// <summary>Chooses by what the model remembers of its training.</summary>
    /// <param name="distances">Of each range, the narrowest first; null where it is not known.</param>
    /// <returns>The place in the list; null where nothing is near enough.</returns>
    public static int? Remembered(IReadOnlyList<double?> distances)
    {
        if (distances.Min() is not { } least || least > Unlike) return null;
        for (var i = 0; i < distances.Count; i++) if (distances[i] <= Math.Max(Alike, 2 * least)) return i;
        return null;
    }

    /// <summary>Chooses between 0 to 1, -1 to 1, the normalisation of photographs, and 0 to 255.</summary>
    /// <param name="answers">In this order; null where the model takes none.</param>
    /// <returns>The place in the list.</returns>
    public static int Choose(IReadOnlyList<MeasuredScores?> answers)
    {
        double[] even = [.. answers.Select(a => a is null ? 0 : Evenness(a.Scores))];
        var most = even[..3].Max();
        if (even[3] > 0 && even[3] >= FarBetter * most) return 3;
        if (even[0] >= AsEven * most) return 0;
        return even[1] >= AsTelling * even[2] && Information(answers[1]) >= AsTelling * Information(answers[2]) ? 1 : 2;
    }

    /// <summary>The entropy of the answers, in nats.</summary>
    private static double Evenness(ScoreTable scores)
    {
        var labels = scores.Labels();
        return Entropy(labels.CountBy(l => l).Select(count => (double)count.Value / labels.Length));
    }

    /// <summary>What an answer says of the picture, in nats: the entropy of the mean distribution less the mean entropy (mutual information).</summary>
    private static double Information(MeasuredScores? answers)
    {
        if (answers is null || answers.Scores.Rows == 0) return 0;
        var scores = answers.Scores;
        var (mean, own) = (new double[scores.Columns], 0.0);
        for (var row = 0; row < scores.Rows; row++)
        {
            var distribution = Distribution(scores.Row(row), answers.Output.Kind);
            own += Entropy(distribution) / scores.Rows;
            for (var i = 0; i < mean.Length; i++) mean[i] += distribution[i] / scores.Rows;
        }
        return Entropy(mean) - own;
    }

    private static double[] Distribution(ReadOnlySpan<float> scores, ScoreKind kind)
    {
        var weights = new double[scores.Length];
        var largest = double.NegativeInfinity;
        foreach (var score in scores) if (score > largest) largest = score;
        for (var i = 0; i < weights.Length; i++) weights[i] = kind == ScoreKind.Logits ? Math.Exp(scores[i] - largest) : Math.Max(0, scores[i]);
        var sum = weights.Sum();
        if (!double.IsFinite(sum) || sum <= 0) return new double[scores.Length];
        for (var i = 0; i < weights.Length; i++) weights[i] /= sum;
        return weights;
    }

    private static double Entropy(IEnumerable<double> distribution) => -distribution.Where(p => p > 0).Sum(p => p * Math.Log(p));
}
