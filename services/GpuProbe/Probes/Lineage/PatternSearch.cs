using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Graphs;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Gradients;
using Assay.OnnxGraph.Optimisation;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>
/// Looks by gradients for small patterns that bring a class to the model and not to its reference. The same search with the two in each other's place says
/// what honest differences allow: what was put in on purpose works one way alone.
/// </summary>
internal static class PatternSearch
{
    private const int MaxClasses = 48;

    /// <summary>Patterns, the best first; or why none were looked for.</summary>
    public static (IReadOnlyList<PatternTrigger> Patterns, string? Refusal) Run(ProbeContext context, ScorePair pair, CancellationToken cancellationToken)
    {
        if (pair.Columns > MaxClasses) return ([], $"{pair.Columns} classes are more than the {MaxClasses} for which there is time");
        if (!SameScale(pair.Interface.Image!, pair.ReferenceInterface.Image!)) return ([], "the two take pixels on different scales");
        var (model, reference) = (Prepared(context, cancellationToken), Prepared(context.OfReference(), cancellationToken));
        if (model.Model is null || reference.Model is null) return ([], model.Reason ?? reference.Reason);
        var scores = (pair.Interface.Scores!.Name, pair.Interface.Scores.Kind != ScoreKind.Logits);
        var otherScores = (pair.ReferenceInterface.Scores!.Name, pair.ReferenceInterface.Scores.Kind != ScoreKind.Logits);
        context.Advance(0.3, "looks for patterns that the reference does not know");
        var (own, refusal) = Search(context, pair, GainModel.Join(model.Model, scores, reference.Model, otherScores), isSwapped: false, cancellationToken);
        if (refusal is not null) return ([], refusal);
        // Without a small one there is nothing to hold against what the other way round allows.
        if (!Compared(own, []).Any(p => p.IsRemarkable)) return (Ordered(Compared(own, [])), null);
        context.Advance(0.7, "looks for patterns the other way round");
        var (swapped, _) = Search(context, pair, GainModel.Join(reference.Model, otherScores, model.Model, scores), isSwapped: true, cancellationToken);
        return (Ordered(Compared(own, swapped)), null);
    }

    private static IReadOnlyList<PatternTrigger> Ordered(IEnumerable<PatternTrigger> patterns) =>
        [.. patterns.OrderByDescending(p => p.Advantage ?? double.NegativeInfinity).ThenByDescending(p => p.Gap)];

    private static IEnumerable<PatternTrigger> Compared(IReadOnlyList<PatternTrigger> own, IReadOnlyList<PatternTrigger> swapped)
    {
        // Where nothing works the other way round, a tenth of the image is what would have been found.
        var smallest = swapped.Where(p => p.Works).Select(p => p.Area).DefaultIfEmpty(0.1).Min();
        foreach (var pattern in own)
        {
            var others = own.Where(p => p != pattern).Select(p => p.Area).DefaultIfEmpty(0.1).Order().ToList();
            yield return pattern with { Advantage = pattern.Works ? Math.Log(Math.Min(smallest, others[others.Count / 2]) / Math.Max(pattern.Area, 1e-6)) : null };
        }
    }

    private static bool SameScale(ImageInput a, ImageInput b) => a.ChannelsFirst == b.ChannelsFirst
        && Enumerable.Range(0, a.Channels).All(c => Math.Abs(a.Encode(0, c) - b.Encode(0, c)) < 1e-4 && Math.Abs(a.Encode(1, c) - b.Encode(1, c)) < 1e-4);

    private static (PreparedModel? Model, string? Reason) Prepared(ProbeContext context, CancellationToken cancellationToken)
    {
        if (context.ReadModel(64L << 20) is not { } bytes) return (null, "the graph is larger than 64 MiB");
        var prepared = Preparation.Prepare(bytes, new() { OpenBatch = true }, cancellationToken);
        return (prepared.Value, prepared.Reason);
    }

    private static (IReadOnlyList<PatternTrigger> Patterns, string? Refusal) Search(
        ProbeContext context, ScorePair pair, (PreparedModel? Model, string Reason) joined, bool isSwapped, CancellationToken cancellationToken)
    {
        if (joined.Model is null) return ([], joined.Reason);
        var image = pair.Interface.Image!;
        var pattern = new GroupPattern(pair.Columns, PatternDescent.Carriers, image.Encode(0, 0), image.Encode(1, 0), image.ChannelsFirst ? 1 : 3);
        var composed = ComposedModel.Of(joined.Model, joined.Model.Model.Graph.Inputs[0].Name, pattern);
        if (!composed.Succeeded) return ([], composed.Reason);
        var gradient = GradientBuilder.Build(composed.Value.Model, new GainLoss(pattern.Groups, pattern.Carriers, pair.Columns), composed.Value.Parameters,
            new() { KeepOutputs = false }, cancellationToken);
        if (gradient.Graph is null) return ([], gradient.Reason);
        var descent = new PatternDescent(context, image, pattern, pair.Columns);
        var runner = new OrtGraphRunner(context.Runtime, context.Device);
        if (descent.Check(runner, gradient.Graph, cancellationToken) is { } failure) return ([], failure);
        var found = descent.Run(runner, gradient.Graph, cancellationToken);
        return ([.. PatternTrial.Of(context, pair, found, isSwapped, cancellationToken)], null);
    }
}
