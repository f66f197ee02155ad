using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.OnnxGraph.Running;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Takes a second look at the triggers that <see cref="ImageProbe"/> found, and accuses only where one holds. See the README beside it.
/// </summary>
public sealed class ImageConfirmProbe : IProbe
{
    private const string Id = "probe.image-confirm";
    private const int MaxCandidates = 3;

    public ProbeManifest Manifest { get; } = new(Id, 5, Maturity.Advisory, [FileFormat.Onnx], ImageRules.All)
    {
        Tier = ProbeTier.Confirm,
        Tasks = [ModelTask.ImageClassification],
        After = ["probe.load", ImageStatistics.Probe],
    };

    public ValueTask<ProbeResult> RunAsync(ProbeContext context, CancellationToken cancellationToken) => new(Run(context, cancellationToken));

    private static ProbeResult Run(ProbeContext context, CancellationToken cancellationToken)
    {
        if (ProbeHandOver.Read<ImageScan>(context.Earlier.GetValueOrDefault(ImageStatistics.Probe)?.HandOver) is not { } scan)
            return new([], [], $"There is nothing to confirm: {ImageStatistics.Probe} left no searches.");
        var candidates = Worth(scan);
        if (candidates.Count == 0) return new([], Statistics(context, scan, []));
        var (classifier, reason) = ImageClassifier.Of(context, cancellationToken);
        if (classifier is null) return new([], [], $"No gradient can be had of the model: {EvidenceText.Quote(reason, 512)}");
        List<Confirmation> tried = [];
        List<ProbeAttachment> pictures = [];
        string? partial = null;
        try
        {
            using var session = context.Open();
            var confirmation = new TriggerConfirmation(context, classifier, scan, new(session, context.Interface));
            for (var i = 0; i < candidates.Count; i++)
            {
                context.Advance((double)i / candidates.Count, "looks for a candidate's trigger anew");
                var (result, picture, why) = confirmation.Run(candidates[i], cancellationToken);
                if (result is null) partial = why;
                if (result is null) continue;
                tried.Add(result);
                if (!result.IsConfirmed) continue;
                if (picture is not null) pictures.Add(picture);
                // One is enough to say what there is to say, and the others cost as much again.
                break;
            }
        }
        catch (GraphRunException exception)
        {
            partial = $"The model with its gradient cannot be run: {EvidenceText.Quote(exception.Message, 512)}";
        }
        catch (OperationCanceledException)
        {
            partial = string.Create(CultureInfo.InvariantCulture, $"The time was up after {tried.Count} of {candidates.Count} candidates.");
        }
        return new([.. TriggerReport.Of(context, tried, scan)], Statistics(context, scan, tried), partial) { Attachments = pictures };
    }

    /// <summary>
    /// Candidates that stand out at all; the others cost time and come to nothing. The hand-over comes from a process that the model may own, so
    /// that what
    /// is not possible is left out.
    /// </summary>
    private static List<TriggerCandidate> Worth(ImageScan scan) => [.. scan.Candidates
        .Where(c => c.Family == CyclicSearch.Name ? c.Target > 0 && c.Target < scan.Alive.Count : scan.Alive.Contains(c.Target))
        .Where(c => (c.Source is not { } s || scan.Alive.Contains(s)) && TriggerFamilies.Of(c.Family) is not null)
        .Where(c => c.Lead >= (c.Family, c.Source) switch
        {
            ("added", _) => 0.15,
            (ColourMap.Key, _) => 0.6,
            ("warped", _) => 0.25,
            (_, null) => 0.4,
            _ => 0.35,
        })
        .OrderByDescending(c => c.Lead).Take(MaxCandidates)];

    private static List<ProbeReport> Statistics(ProbeContext context, ImageScan scan, List<Confirmation> tried)
    {
        List<ProbeReport> reports = [Statistic(context, "confirmed", tried.Exists(t => t.IsConfirmed) ? 1 : 0, [])];
        if (scan.Pairs?.HeldLead(tried) is { } lead) reports.Add(Statistic(context, "pair_lead", lead, []));
        foreach (var one in tried)
        {
            var name = $"{one.Candidate.Family}{(one.Candidate.Source is null ? "" : "_pair")}";
            reports.Add(Statistic(context, $"{name}_confirm_lead", one.Lead, TriggerReport.Numbers(one)));
            if (one.OnPrototypes is { } prototypes) reports.Add(Statistic(context, $"{name}_confirm_prototypes", prototypes, []));
            if (one.OnSynthetic is { } synthetic) reports.Add(Statistic(context, $"{name}_confirm_synthetic", synthetic, []));
            if (one.Scrambled is { } scrambled) reports.Add(Statistic(context, $"{name}_confirm_scrambled", scrambled, []) with { Direction = null });
        }
        return reports;
    }

    private static ProbeReport Statistic(ProbeContext context, string name, double value, IReadOnlyList<Evidence> evidence) =>
        new(Id, "", name, value, null, null, [new("seed", context.Seed.ToString(CultureInfo.InvariantCulture)), .. evidence])
        {
            Direction = StatisticDirection.Greater,
        };
}
