using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// How far a model prefers classes to the best of the others, from its scores as they are in its file: differences of logits, or of what logits differ by.
/// </summary>
internal sealed class ScoreMargins(ScoreKind kind)
{
    /// <summary>What a number that is none counts as.</summary>
    private const float Nothing = -1e6f;

    /// <summary>The margin of one class; below 0 where another is preferred.</summary>
    public float Of(ReadOnlySpan<float> scores, int label)
    {
        Span<float> margin = stackalloc float[1];
        Fill(scores, [label], margin);
        return margin[0];
    }

    /// <summary>The margins of some classes.</summary>
    public float[] Of(ReadOnlySpan<float> scores, IReadOnlyList<int> classes)
    {
        var margins = new float[classes.Count];
        Fill(scores, classes, margins);
        return margins;
    }

    private void Fill(ReadOnlySpan<float> scores, IReadOnlyList<int> classes, Span<float> margins)
    {
        var (best, second, label) = (float.NegativeInfinity, float.NegativeInfinity, -1);
        for (var i = 0; i < scores.Length; i++)
        {
            var logit = Logit(scores[i]);
            if (logit > best) (second, best, label) = (best, logit, i);
            else if (logit > second) second = logit;
        }
        for (var c = 0; c < margins.Length; c++) margins[c] = Logit(scores[classes[c]]) - (classes[c] == label ? second : best);
    }

    private float Logit(float score) => !float.IsFinite(score) ? Nothing : kind switch
    {
        ScoreKind.Probabilities => MathF.Log(Math.Max(score, 1e-20f)),
        ScoreKind.Independent => MathF.Log(Math.Max(score, 1e-20f)) - MathF.Log(Math.Max(1 - score, 1e-7f)),
        _ => score,
    };
}
