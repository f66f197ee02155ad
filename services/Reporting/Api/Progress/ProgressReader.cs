using Assay.Reporting.Api.Shapes;
using Assay.Storage.Ledger;
using Assay.Storage.Views;

namespace Assay.Reporting.Api.Progress;

/// <summary>Reads how far a run or a scan is.</summary>
internal sealed class ProgressReader(IScanLedger ledger, IScanViews views, TimeProvider time)
{
    public async Task<ProgressView?> ReadScanAsync(Guid id, CancellationToken cancellationToken) =>
        await ledger.ReadAsync(id, cancellationToken) is { } snapshot ? ProgressView.Of(snapshot) : null;

    public Task<ProgressView?> ReadRunAsync(Guid id, CancellationToken cancellationToken) => ForRun(id)(cancellationToken);

    /// <summary>A reader to call again and again; null where the subject does not exist. One query a call, after the first.</summary>
    public Func<CancellationToken, Task<ProgressView?>> For(ProgressSubject subject) =>
        subject.IsRun ? ForRun(subject.Id) : cancellationToken => ReadScanAsync(subject.Id, cancellationToken);

    private Func<CancellationToken, Task<ProgressView?>> ForRun(Guid id)
    {
        DateTimeOffset? submitted = null;
        return async cancellationToken =>
        {
            var run = await views.RunProgressAsync(id, cancellationToken);
            if (run.Scans == 0) return null;
            // The scans of a run are submitted together, so any of them tells when; this never changes.
            submitted ??= (await views.ListAsync(new ScanFilter { RunId = id, PageSize = 1 }, cancellationToken)).Scans is [var scan, ..]
                ? scan.CreatedAt
                : null;
            return ProgressView.Of(id, run, submitted is { } since ? time.GetUtcNow() - since : TimeSpan.Zero);
        };
    }
}
