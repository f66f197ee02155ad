using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.GpuProbe.Graphs;
using Assay.OnnxGraph.Gradients;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;
using Assay.OnnxGraph.Running;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>A classifier with its gradient and a step of a search in one graph, loaded. State stays on the device; one thread at a time.</summary>
internal sealed class StepSession : IDisposable
{
    /// <summary>Steps between two looks at the model's answers, and so the most that are wasted where it answers nothing.</summary>
    private const int LookEvery = 10;

    private readonly ProbeContext _context;
    private readonly OptimisationGraph _graph;
    private readonly IGraphSession _session;

    private StepSession(ProbeContext context, OptimisationGraph graph)
    {
        (_context, _graph) = (context, graph);
        var bytes = graph.Write();
        _session = context.Meter.Measure(() => new OrtGraphRunner(context.Runtime, context.Device).Open(bytes));
    }

    /// <summary>Builds and loads the graph.</summary>
    /// <param name="context">Runtime, device, time.</param>
    /// <param name="classifier">The model.</param>
    /// <param name="composition">What its input is made of.</param>
    /// <param name="differentiated">Values that the step needs the gradients of; null for the composition's parameters.</param>
    /// <param name="rule">The step; from the composition's parameters.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The session, or why the model has no gradient.</returns>
    /// <exception cref="GraphRunException">The runtime refuses the graph.</exception>
    public static (StepSession? Session, string? Reason) Open(
        ProbeContext context, ImageClassifier classifier, IInputComposition composition, IReadOnlyList<string>? differentiated,
        Func<IReadOnlyList<string>, IStepRule> rule, CancellationToken cancellationToken)
    {
        var composed = ComposedModel.Of(classifier.Model, classifier.Model.Model.Graph.Inputs[0].Name, composition);
        if (!composed.Succeeded) return (null, composed.Reason);
        var loss = new WeightedCrossEntropy(ImageClassifier.Logits);
        var gradient = GradientBuilder.Build(composed.Value.Model, loss, differentiated ?? composed.Value.Parameters, null, cancellationToken);
        if (gradient.Graph is null) return (null, EvidenceText.Quote(gradient.Reason, 512));
        var stepping = OptimisationGraph.Of(gradient.Graph, rule(composed.Value.Parameters));
        return stepping.Succeeded ? (new(context, stepping.Value), null) : (null, EvidenceText.Quote(stepping.Reason, 512));
    }

    /// <summary>Binds memory for a search.</summary>
    /// <param name="values">Of everything that is given, and of state that does not begin with zeros.</param>
    public OptimisationLoop Begin(IReadOnlyDictionary<string, TensorConstant> values) => new(_graph, _session, values);

    /// <summary>Makes steps.</summary>
    /// <exception cref="GraphRunException">A run failed, or the model answers nothing that is a number.</exception>
    public void Run(OptimisationLoop loop, int steps, CancellationToken cancellationToken)
    {
        for (var left = steps; left > 0; left -= LookEvery)
        {
            var logits = _context.Meter.Measure(() =>
            {
                loop.Advance(Math.Min(left, LookEvery), cancellationToken);
                return loop.Read(ImageClassifier.Logits);
            }).Floats();
            var numbers = 0;
            foreach (var logit in logits) if (float.IsFinite(logit)) numbers++;
            if (numbers == 0) throw new GraphRunException(string.Create(CultureInfo.InvariantCulture, $"None of {logits.Length} logits is a number."));
        }
    }

    public void Dispose() => _session.Dispose();
}
