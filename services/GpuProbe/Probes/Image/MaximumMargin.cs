using System.Diagnostics;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.GpuProbe.Graphs;
using Assay.OnnxGraph.Gradients;
using Assay.OnnxGraph.Losses;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;
using Assay.OnnxGraph.Running;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Looks for images that a class is given to with the largest margin over all other classes, within the box of intensities (MM-BD, Wang et al. 2024). A
/// class that a trigger leads to was taught to be sure whatever the rest of the picture shows, so that its margin may be larger than those of others,
/// whatever the trigger is. The steps are made in the graph: images stay on the device.
/// </summary>
internal sealed class MaximumMargin(ProbeContext context, ImageClassifier classifier, MarginOptions options)
{
    private const string Targets = "assay_targets";

    /// <summary>Looks for the margins.</summary>
    /// <returns>Of each class the largest over its beginnings, or why there is none.</returns>
    /// <exception cref="GraphRunException">The runtime refuses the graph.</exception>
    public (ClassMargins? Margins, string? Reason) Run(IReadOnlyList<int> targets, string purpose, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        long[] wanted = [.. targets.SelectMany(t => Enumerable.Repeat((long)t, options.Starts))];
        var most = RowLimit.For(classifier.Image, wanted.Length);
        // Chunks of equal size: no run has empty places but the last.
        var chunks = (wanted.Length + most - 1) / most;
        var rows = (wanted.Length + chunks - 1) / chunks;
        var (graph, reason) = Build(rows, cancellationToken);
        if (graph is null) return (null, reason);
        using var session = context.Meter.Measure(() => new OrtGraphRunner(context.Runtime, context.Device).Open(graph.Write()));
        var chance = context.Random(purpose);
        var best = targets.ToDictionary(t => (long)t, _ => ClassMargins.Least);
        for (var first = 0; first < wanted.Length; first += rows)
        {
            // The last run may have places to spare, which repeat the last class.
            long[] chunk = [.. Enumerable.Range(first, rows).Select(i => wanted[Math.Min(i, wanted.Length - 1)])];
            var margins = Climb(graph, session, chunk, chance, cancellationToken);
            for (var i = 0; i < rows; i++) if (float.IsFinite(margins[i])) best[chunk[i]] = Math.Max(best[chunk[i]], margins[i]);
        }
        return (new(targets, [.. targets.Select(t => best[t])], clock.Elapsed.TotalSeconds), null);
    }

    private (OptimisationGraph? Graph, string? Reason) Build(int rows, CancellationToken cancellationToken)
    {
        var composed = ComposedModel.Of(classifier.Model, classifier.Model.Model.Graph.Inputs[0].Name, new ImageRows(classifier.Image, rows));
        if (!composed.Succeeded) return (null, composed.Reason);
        var loss = new MarginLoss(ImageClassifier.Logits);
        var gradient = GradientBuilder.Build(composed.Value.Model, loss, composed.Value.Parameters, null, cancellationToken);
        if (gradient.Graph is null) return (null, EvidenceText.Quote(gradient.Reason, 512));
        var graph = OptimisationGraph.Of(gradient.Graph, options.Rule, new() { Maximise = true, Low = 0, High = 1 });
        return graph.Succeeded ? (graph.Value, null) : (null, graph.Reason);
    }

    private float[] Climb(OptimisationGraph graph, IGraphSession session, long[] targets, SeededNumbers chance, CancellationToken cancellationToken)
    {
        var image = classifier.Image;
        var images = new float[targets.Length * image.Size];
        for (var i = 0; i < images.Length; i++) images[i] = (float)chance.Uniform();
        using var loop = new OptimisationLoop(graph, session, new Dictionary<string, TensorConstant>
        {
            [graph.States.First(s => s.IsParameter).Input] = TensorConstant.OfFloats([targets.Length, image.Channels, image.Height, image.Width], images),
            [Targets] = TensorConstant.OfIntegers([targets.Length], targets),
            [graph.Rate] = TensorConstant.OfFloats([], [options.Rate]),
        });
        var best = new float[targets.Length];
        Array.Fill(best, float.NegativeInfinity);
        var before = double.NegativeInfinity;
        while (loop.Steps < options.Steps)
        {
            var steps = (int)Math.Min(MarginOptions.Block, options.Steps - loop.Steps);
            var margins = context.Meter.Measure(() => loop.Run(steps, cancellationToken));
            // Steps may lead down again: what counts is the largest margin that was seen. Not a number is never larger.
            for (var i = 0; i < best.Length; i++) if (margins[i] > best[i]) best[i] = margins[i];
            var sum = margins.Sum(m => (double)m);
            if (Math.Abs(sum - before) < MarginOptions.Tolerance * steps * Math.Abs(sum)) break;
            before = sum;
        }
        return best;
    }
}
