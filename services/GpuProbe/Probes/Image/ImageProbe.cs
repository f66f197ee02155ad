using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.OnnxGraph.Running;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>Looks for triggers of image classifiers without any data. See the README beside it.</summary>
public sealed class ImageProbe : IProbe
{
    public ProbeManifest Manifest { get; } = new(ImageStatistics.Probe, 5, Maturity.Advisory, [FileFormat.Onnx], [])
    {
        Tier = ProbeTier.Search,
        Tasks = [ModelTask.ImageClassification],
        After = ["probe.load"],
    };

    public ValueTask<ProbeResult> RunAsync(ProbeContext context, CancellationToken cancellationToken) => new(Run(context, cancellationToken));

    private static ProbeResult Run(ProbeContext context, CancellationToken cancellationToken)
    {
        var (classifier, reason) = ImageClassifier.Of(context, cancellationToken);
        if (classifier is null) return WithoutGradients(context, reason, cancellationToken);
        var search = new ImageSearch(context, classifier);
        string? partial;
        try
        {
            partial = search.Run(cancellationToken);
        }
        catch (GraphRunException exception)
        {
            partial = $"The model with its gradient cannot be run: {EvidenceText.Quote(exception.Message, 512)}";
        }
        catch (OperationCanceledException)
        {
            partial = $"The time was up after the searches: {string.Join(", ", search.Scan.Families.Select(f => f.Family).DefaultIfEmpty("none"))}.";
        }
        if (partial is not null && search.Scan.Families.Count == 0 && !cancellationToken.IsCancellationRequested)
            return WithoutGradients(context, partial, cancellationToken);
        return new([], ImageStatistics.Of(context, search.Scan), partial) { HandOver = ProbeHandOver.Write(search.Scan) };
    }

    /// <summary>The model cannot be rewritten, or what comes out cannot be run: what forward runs alone can show.</summary>
    private static ProbeResult WithoutGradients(ProbeContext context, string? reason, CancellationToken cancellationToken)
    {
        var partial = $"No gradient can be had of the model, so that only blocks were tried: {EvidenceText.Quote(reason, 512)}";
        if (context.Interface is not { Image: { } image, Scores: { Columns: >= 3 } scores }) return new([], [], partial);
        var shares = new ForwardSearch(context, image).Run(scores.Columns, cancellationToken);
        return new([], ImageStatistics.OfForward(context, shares), partial);
    }
}
