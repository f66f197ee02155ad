using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>A text classifier that answers in log odds, whatever its output is.</summary>
/// <param name="session">The model; stays the caller's.</param>
/// <param name="model">How it is fed.</param>
internal sealed class TextModel(ProbeSession session, ModelInterface model)
{
    /// <summary>Large enough to keep the runtime busy, small enough that a run ends soon after it is cancelled.</summary>
    private const int Batch = 256;

    private readonly ModelRunner _runner = new(session, model, Batch);

    public TokenInput Tokens { get; } = model.Tokens!;

    public int Classes { get; } = model.Scores!.Columns;

    /// <summary>Texts that were run.</summary>
    public long Texts { get; private set; }

    /// <summary>True for a token that goes on with a word (WordPiece, Schuster and Nakajima 2012, marks it by two number signs).</summary>
    public bool Continues(int token) => Tokens.TextOf(token).StartsWith("##", StringComparison.Ordinal);

    /// <summary>A row of scores for each text: differences between them are differences of log probabilities.</summary>
    public ScoreTable Scores(TokenInputs texts, CancellationToken cancellationToken)
    {
        Texts += texts.Count;
        var table = _runner.Scores(texts, cancellationToken);
        if (model.Scores!.Kind != ScoreKind.Logits)
        {
            for (var i = 0; i < table.Values.Length; i++) table.Values[i] = LogOdds(table.Values[i], model.Scores.Kind);
        }
        return table;
    }

    /// <summary>By how much a class is above the best of the others; minus a large number where a score is no number.</summary>
    public static float Margin(ReadOnlySpan<float> scores, int label)
    {
        var best = float.NegativeInfinity;
        for (var i = 0; i < scores.Length; i++) if (i != label && scores[i] > best) best = scores[i];
        var margin = scores[label] - best;
        return float.IsFinite(margin) ? margin : -1e6f;
    }

    private static float LogOdds(float value, ScoreKind kind)
    {
        const float least = 1e-30f;
        var log = MathF.Log(MathF.Max(value, least));
        return kind == ScoreKind.Independent ? log - MathF.Log(MathF.Max(1 - value, 1e-7f)) : log;
    }
}
