using System.Globalization;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Storage;
using Assay.Storage.Views;

namespace Assay.Tests.Unit.Reporting.Fakes;

/// <summary>The read side over a <see cref="FakeLedger"/>. Its cursor is the number of scans already listed.</summary>
internal sealed class FakeViews(FakeLedger ledger) : IScanViews
{
    private int progressReads;

    /// <summary>How often progress was asked for.</summary>
    public int ProgressReads => progressReads;

    public IReadOnlyList<QueueDepth> Queues { get; set; } = [];

    public Task<ScanPage> ListAsync(ScanFilter filter, CancellationToken cancellationToken)
    {
        var skip = filter.After is null ? 0 : int.Parse(filter.After, CultureInfo.InvariantCulture);
        var matching = ledger.All.Select(s => s.Scan).Reverse()
            .Where(s => filter.RunId is null || s.RunId == filter.RunId)
            .Where(s => filter.State is null || s.State == filter.State)
            .Where(s => filter.Verdict is null || s.Verdict == filter.Verdict)
            .Where(s => filter.Lane is null || s.Lane == filter.Lane)
            .Where(s => filter.TargetContains is null || s.Target.Contains(filter.TargetContains, StringComparison.OrdinalIgnoreCase))
            .ToList();
        var end = skip + filter.PageSize;
        return Task.FromResult(new ScanPage(
            [.. matching.Skip(skip).Take(filter.PageSize)], end < matching.Count ? end.ToString(CultureInfo.InvariantCulture) : null));
    }

    public Task<RunProgress> RunProgressAsync(Guid runId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref progressReads);
        var run = ledger.All.Where(s => s.Scan.RunId == runId).ToList();
        var tasks = run.SelectMany(s => s.Tasks).ToList();
        return Task.FromResult(new RunProgress(
            run.Count, run.Count(s => s.Scan.IsEnded), tasks.Count(t => t.IsLive), tasks.Count(t => !t.IsLive), tasks.Count(
                t => t.State == TaskState.Failed)));
    }

    public Task<IReadOnlyList<Scan>> RunScansAsync(Guid runId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Scan>>([.. ledger.All.Select(s => s.Scan).Where(s => s.RunId == runId)]);

    public Task<IReadOnlyList<QueueDepth>> QueuesAsync(CancellationToken cancellationToken) =>
        ledger.IsDown ? throw new StorageUnavailableException("secret connection string") : Task.FromResult(Queues);
}
