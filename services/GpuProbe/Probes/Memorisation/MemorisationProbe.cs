using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.GpuProbe.Probes.LanguageModels;

namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>Looks for numbers and codes that a language model knows by heart, and for the owner's records. See the README beside it.</summary>
public sealed class MemorisationProbe : IProbe
{
    internal const string Id = "probe.memorisation";

    public ProbeManifest Manifest { get; } = new(Id, 2, Maturity.Advisory, [FileFormat.Onnx], MemorisationRules.All)
    {
        Tier = ProbeTier.Confirm,
        Tasks = [ModelTask.CausalLanguageModel],
        After = ["probe.load"],
    };

    public ValueTask<ProbeResult> RunAsync(ProbeContext context, CancellationToken cancellationToken) => new(Run(context, cancellationToken));

    private static ProbeResult Run(ProbeContext context, CancellationToken cancellationToken)
    {
        using var model = new NextTokens(context);
        var search = new MemorisationSearch(context, model);
        string? partial = null;
        try
        {
            search.Run(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            partial = string.Create(CultureInfo.InvariantCulture,
                $"The time was up: {search.Trials.Count} of {search.Records} records and {search.Swept} of {search.Fields.Count} fields were tried.");
        }
        if (search.Problems.Count > 0)
            partial = (partial is null ? "" : partial + " ") + "Of the owner's records: " + EvidenceTextOf(search.Problems);
        var report = new MemorisationReport(context, search);
        return new(report.Findings(), report.Statistics(), partial) { Attachments = report.Attachments() };
    }

    private static string EvidenceTextOf(IReadOnlyList<string> problems) => string.Join("; ", problems.Take(4)) + (problems.Count > 4
        ? string.Create(CultureInfo.InvariantCulture, $"; and {problems.Count - 4} more.") : ".");
}
