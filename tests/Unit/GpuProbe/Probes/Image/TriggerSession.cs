using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.GpuProbe.Graphs;
using Assay.GpuProbe.Probes.Image;
using Assay.OnnxGraph.Gradients;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;
using Assay.OnnxGraph.Running;
using System.Globalization;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

/// <summary>
/// A classifier behind a family of triggers: one run gives the logits of all groups' images and the gradients of the groups' parameters, summed
/// over the
/// images of a group in the graph. Only parameters, gradients and logits cross the border, so that what is done with them on this side costs next to
/// nothing beside the run. One thread at a time.
/// </summary>
internal sealed class TriggerSession : IDisposable
{
    private readonly ProbeContext _context;
    private readonly IGraphSession _session;
    private readonly IGraphBinding _binding;
    private readonly IGraphBuffer _carriers;
    private readonly IGraphBuffer _targets;
    private readonly IGraphBuffer _weights;
    private readonly IGraphBuffer _logits;
    private readonly IGraphBuffer[] _parameters;
    private readonly IGraphBuffer[] _gradients;
    private readonly long[][] _shapes;

    private TriggerSession(ProbeContext context, ImageClassifier classifier, TriggerComposition composition, GradientGraph graph, IReadOnlyList<string> parameters)
    {
        (_context, Classifier, Groups, Carriers) = (context, classifier, composition.Groups, composition.Carriers);
        _session = context.Meter.Measure(() => new OrtGraphRunner(context.Runtime, context.Device).Open(graph.Write()));
        var image = classifier.Image;
        _shapes = [.. composition.Family.Shapes(image).Select(s => (long[])[Groups, 1, .. s])];
        _carriers = _session.Allocate(ElementType.Float, [Groups, Carriers, image.Channels, image.Height, image.Width]);
        _targets = _session.Allocate(ElementType.Int64, [Rows]);
        _weights = _session.Allocate(ElementType.Float, [Rows]);
        _logits = _session.Allocate(ElementType.Float, [Rows, classifier.Classes]);
        _parameters = [.. _shapes.Select(s => _session.Allocate(ElementType.Float, s))];
        _gradients = [.. _shapes.Select(s => _session.Allocate(ElementType.Float, s))];
        _binding = _session.Bind();
        _binding.Input(TriggerComposition.CarriersInput, _carriers);
        _binding.Input(WeightedCrossEntropy.Targets, _targets);
        _binding.Input(WeightedCrossEntropy.Weights, _weights);
        _binding.Output(ImageClassifier.Logits, _logits);
        for (var i = 0; i < _shapes.Length; i++)
        {
            _binding.Input(parameters[i], _parameters[i]);
            _binding.Output(graph.Gradients[parameters[i]], _gradients[i]);
        }
    }

    public ImageClassifier Classifier { get; }

    public int Groups { get; }

    /// <summary>Images of a group.</summary>
    public int Carriers { get; }

    public int Rows => Groups * Carriers;

    /// <summary>Builds and loads the graph.</summary>
    /// <returns>The session, or why the model has no gradient.</returns>
    /// <exception cref="GraphRunException">The runtime refuses the graph.</exception>
    public static (TriggerSession? Session, string? Reason) Open(
        ProbeContext context, ImageClassifier classifier, ITriggerFamily family, int groups, int carriers, CancellationToken cancellationToken)
    {
        var composition = new TriggerComposition(family, classifier.Image, groups, carriers);
        var composed = ComposedModel.Of(classifier.Model, classifier.Model.Model.Graph.Inputs[0].Name, composition);
        if (!composed.Succeeded) return (null, composed.Reason);
        var loss = new WeightedCrossEntropy(ImageClassifier.Logits);
        var gradient = GradientBuilder.Build(composed.Value.Model, loss, composed.Value.Parameters, null, cancellationToken);
        if (gradient.Graph is null) return (null, EvidenceText.Quote(gradient.Reason, 512));
        return (new(context, classifier, composition, gradient.Graph, composed.Value.Parameters), null);
    }

    /// <summary>Puts images into all groups: groups times images times channels times height times width intensities.</summary>
    public void GiveCarriers(float[] intensities) => _carriers.Write(TensorConstant.OfFloats([intensities.Length], intensities));

    /// <summary>The wanted class and the weight of every image.</summary>
    public void GiveTargets(long[] targets, float[] weights)
    {
        _targets.Write(TensorConstant.OfIntegers([Rows], targets));
        _weights.Write(TensorConstant.OfFloats([Rows], weights));
    }

    /// <summary>Runs the model once.</summary>
    /// <param name="parameters">Of all groups, in the order of the family's shapes.</param>
    /// <param name="gradients">Filled: of the sum of the weighted cross-entropies.</param>
    /// <param name="logits">Filled, a row for each image.</param>
    /// <param name="cancellationToken">Stops before the run.</param>
    /// <exception cref="GraphRunException">The run failed.</exception>
    public void Run(float[][] parameters, float[][] gradients, float[] logits, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var i = 0; i < parameters.Length; i++) _parameters[i].Write(TensorConstant.OfFloats(_shapes[i], parameters[i]));
        _context.Meter.Measure(() =>
        {
            _binding.Run();
            return true;
        });
        for (var i = 0; i < gradients.Length; i++) _gradients[i].Read().Floats().CopyTo(gradients[i]);
        _logits.Read().Floats().CopyTo(logits);
        if (Array.TrueForAll(logits, l => !float.IsFinite(l)))
            throw new GraphRunException(string.Create(CultureInfo.InvariantCulture, $"None of {logits.Length} logits is a number."));
    }

    public void Dispose()
    {
        _binding.Dispose();
        foreach (var buffer in (IGraphBuffer[])[_carriers, _targets, _weights, _logits, .. _parameters, .. _gradients]) buffer.Dispose();
        _session.Dispose();
    }
}
