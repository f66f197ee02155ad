using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>Looks for tokens that decide what a text classifier answers. See the README beside it.</summary>
public sealed class TextProbe : IProbe
{
    private const string Id = "probe.text";

    private const int Body = 7;
    private const int PerClass = 40;
    private const int Pool = 3072;
    private const int SweepCarriers = 16;
    private const int TrialCarriers = 24;
    private const int PhrasesTried = 8;

    public ProbeManifest Manifest { get; } = new(Id, 2, Maturity.Advisory, [FileFormat.Onnx], TextRules.All)
    {
        Tier = ProbeTier.Confirm,
        Tasks = [ModelTask.TextClassification],
        After = ["probe.load"],
    };

    public ValueTask<ProbeResult> RunAsync(ProbeContext context, CancellationToken cancellationToken) => new(Run(context, cancellationToken));

    private static ProbeResult Run(ProbeContext context, CancellationToken cancellationToken)
    {
        if (context.Interface is not { Tokens: { } tokens, Scores: { Columns: >= 2, PerPosition: false } })
            return ProbeResult.Inapplicable("it gives no score for each of two classes or more");
        if (tokens.MaxLength <= Placement.MostTokens + 2) return ProbeResult.Inapplicable("its texts are too short to put tokens into them");
        using var session = context.Open();
        var search = new TextSearch(context, new TextModel(session, context.Interface));
        string? partial = null;
        try
        {
            partial = search.Run(Body, PerClass, Pool, SweepCarriers, TrialCarriers, PhrasesTried, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            partial = $"The time was up; {search.Stage}.";
        }
        var confirmed = search.Triggers.Where(t => t.IsConfirmed).OrderBy(t => t.Kind).ThenByDescending(t => t.Progress);
        List<Finding> findings = [.. confirmed.Take(1).Select(t => TriggerReport.Of(context, t))];
        return new(findings, new TextStatistics(context, search).All(), partial)
        {
            Attachments = search.Triggers.Count > 0 ? [TriggerReport.List(context, search.Triggers)] : [],
        };
    }
}
