using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Calibration;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Verdicts;
using Assay.Hosting.Outbox;
using Assay.Ingest;
using Assay.Storage.Facts;
using Assay.Storage.Ledger;
using Assay.Storage.Policies;
using Assay.Storage.Trust;
using Assay.Storage.Verdicts;
using Assay.Storage.Views;

namespace Assay.Cli.Scanning;

/// <summary>One run in this process: submits the scans, waits for their verdicts, joins them to a report.</summary>
internal sealed class ScanRun(
    IScanLedger ledger, IScanViews views, IVerdictRepository verdicts, IPolicyRepository policies, IOutboxDispatcher outbox,
    UnchangedTargets unchanged, IAnalyserCatalog catalog, ITrustRecords trust, ProbeCalibration calibration, TimeProvider clock)
{
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(100);

    /// <exception cref="OperationCanceledException">Cancelled; the run's scans are cancelled too.</exception>
    public async Task<ScanReport> ExecuteAsync(ScanRequest request, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var runId = Guid.CreateVersion7();
        await policies.StoreAsync(request.Policy.Digest, request.Policy.Name, request.Policy.CanonicalText, cancellationToken);
        List<NewScan> scans = [.. request.Targets.Select(target => new NewScan
        {
            Id = Guid.CreateVersion7(),
            RunId = runId,
            Target = target.Reference,
            Lane = Lane.Interactive,
            Depth = request.Depth,
            PolicyDigest = request.Policy.Digest,
            Offline = request.Offline,
            Refresh = request.Refresh,
        })];
        try
        {
            var known = await CarryOverAsync(request, scans, cancellationToken);
            outbox.Dispatch((await ledger.SubmitAsync([.. scans.Where(s => !known.Contains(s.Id))], cancellationToken)).Messages);
            await WaitAsync(runId, scans.Count, progress, cancellationToken);
            return await ReportAsync(request, runId, scans, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for them any more, and an abandoned scan must not come back in the next run.
            await ledger.CancelRunAsync(runId, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Scans of targets that have not changed since their last verdict, and whose verdict would be the same today, end at once.</summary>
    private async Task<IReadOnlySet<Guid>> CarryOverAsync(ScanRequest request, List<NewScan> scans, CancellationToken cancellationToken)
    {
        if (request.Refresh || !request.Policy.IsTimeless) return new HashSet<Guid>();
        var listings = await unchanged.FindAsync(scans.Select(s => s.Target), request.Depth, cancellationToken);
        if (listings.Count == 0) return new HashSet<Guid>();
        var offered = CatalogDigest.Of(await catalog.ReadAsync(cancellationToken), calibration.Digest, await trust.StateAsync(cancellationToken));
        var carried = await ledger.CarryOverAsync(
            [.. scans.Where(s => listings.ContainsKey(s.Target)).Select(s => new CarriedScan(s, listings[s.Target], offered))], cancellationToken);
        outbox.Dispatch(carried.Messages);
        return carried.Value;
    }

    private async Task WaitAsync(Guid runId, int scans, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var poll = ShortestPoll;
        while (true)
        {
            var state = await views.RunProgressAsync(runId, cancellationToken);
            progress.Report(state);
            if (state.Ended >= scans) return;
            await Task.Delay(poll, clock, cancellationToken);
            if (poll < LongestPoll) poll *= 1.5;
        }
    }

    private async Task<ScanReport> ReportAsync(ScanRequest request, Guid runId, List<NewScan> scans, CancellationToken cancellationToken)
    {
        var found = (await verdicts.ReadOfRunAsync(runId, cancellationToken)).ToDictionary(v => v.ScanId);
        var models = new List<ModelReport>(scans.Count);
        for (var i = 0; i < scans.Count; i++)
            models.Add(found.TryGetValue(scans[i].Id, out Verdict? verdict) ? verdict.Report with { Target = request.Targets[i].Typed } : Cancelled(request, i, scans[i]));
        return ScanReport.Of(Product.Tool, models);
    }

    private static ModelReport Cancelled(ScanRequest request, int index, NewScan scan) => ModelReport.OfNothing(
        request.Targets[index].Typed, "the scan was cancelled before it had a verdict", new(request.Policy.Name, request.Policy.Digest), scan.Id);
}
