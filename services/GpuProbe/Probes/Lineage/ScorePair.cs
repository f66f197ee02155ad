using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Interfaces;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>The model and its reference, both loaded and fed with the same inputs, each in the form that it takes.</summary>
internal sealed class ScorePair : IDisposable
{
    private const double LeastProbability = 1e-9;

    private readonly ProbeSession _model;
    private readonly ProbeSession _reference;
    private readonly ModelRunner _own;
    private readonly ModelRunner _other;

    private ScorePair(ProbeContext context, ProbeContext reference, ModelInterface other)
    {
        (Interface, ReferenceInterface) = (context.Interface, other);
        _model = context.Open();
        try
        {
            _reference = reference.Open();
        }
        catch
        {
            _model.Dispose();
            throw;
        }
        (_own, _other) = (new(_model, Interface), new(_reference, other));
    }

    public ModelInterface Interface { get; }

    public ModelInterface ReferenceInterface { get; }

    /// <summary>Classes of both, or tokens.</summary>
    public int Columns => Interface.Scores!.Columns;

    /// <summary>Loads both; the second says why their answers cannot be compared.</summary>
    public static (ScorePair? Pair, string? Reason) Open(ProbeContext context, CancellationToken cancellationToken)
    {
        var reference = context.OfReference();
        if (context.Interface is not { Problem: null, Scores: { } scores }) return (null, context.Interface.Problem ?? "the model has no scores");
        var other = InterfaceDeduction.Deduce(reference with { Probe = "interface" }, cancellationToken);
        if (other is not { Problem: null, Scores: { } otherScores }) return (null, $"of what it was made from: {other.Problem ?? "it has no scores"}");
        if (other.Task != context.Interface.Task) return (null, "the two are for different tasks");
        if (scores.Columns != otherScores.Columns) return (null, $"it has {scores.Columns} classes and its reference {otherScores.Columns}");
        if (context.Interface.Image is { } image && other.Image is { } otherImage
            && (image.Channels, image.Height, image.Width) != (otherImage.Channels, otherImage.Height, otherImage.Width)) return (null, "the two take images of different sizes");
        if (context.Interface.Tokens is { } tokens && other.Tokens is { } otherTokens && tokens.Vocabulary != otherTokens.Vocabulary)
            return (null, "the two have different vocabularies");
        return (new(context, reference, other), null);
    }

    /// <summary>Logarithms of probabilities of both for the same inputs: row after row.</summary>
    public (ScoreTable Model, ScoreTable Reference) Run(ProbeInputs inputs, CancellationToken cancellationToken) =>
        (Logarithms(_own.Scores(inputs, cancellationToken), Interface.Scores!.Kind), Logarithms(_other.Scores(inputs, cancellationToken), ReferenceInterface.Scores!.Kind));

    /// <summary>Of the model alone.</summary>
    public ScoreTable RunModel(ProbeInputs inputs, CancellationToken cancellationToken) =>
        Logarithms(_own.Scores(inputs, cancellationToken), Interface.Scores!.Kind);

    public void Dispose()
    {
        _model.Dispose();
        _reference.Dispose();
    }

    private static ScoreTable Logarithms(ScoreTable scores, ScoreKind kind)
    {
        var values = new float[scores.Values.Length];
        for (var row = 0; row < scores.Rows; row++)
        {
            var from = scores.Row(row);
            var to = values.AsSpan(row * scores.Columns, scores.Columns);
            if (kind == ScoreKind.Logits)
            {
                double most = float.NegativeInfinity, sum = 0;
                foreach (var v in from) most = Math.Max(most, v);
                foreach (var v in from) sum += Math.Exp(v - most);
                var all = most + Math.Log(sum);
                for (var i = 0; i < to.Length; i++) to[i] = (float)Math.Max(from[i] - all, Math.Log(LeastProbability));
            }
            else
            {
                for (var i = 0; i < to.Length; i++) to[i] = (float)Math.Log(Math.Max(from[i], LeastProbability));
            }
        }
        return new(values, scores.Columns);
    }
}
