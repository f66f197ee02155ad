using Assay.Contracts.Messages;
using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Verdicts;
using Assay.Storage;
using Assay.Storage.Ledger;

namespace Assay.Tests.Unit.Reporting.Fakes;

/// <summary>The part of the ledger that the API calls, in memory.</summary>
internal sealed class FakeLedger : IScanLedger
{
    private readonly Lock gate = new();

    private readonly Dictionary<Guid, ScanSnapshot> scans = [];

    private readonly List<Guid> order = [];

    private int failures;

    /// <summary>Set to have every call fail as if the database were gone.</summary>
    public bool IsDown { get; set; }

    /// <summary>Calls that failed because of <see cref="IsDown"/>.</summary>
    public int Failures => failures;

    public IReadOnlyList<ScanSnapshot> All
    {
        get
        {
            lock (gate) return [.. order.Select(id => scans[id])];
        }
    }

    public void Put(Scan scan, params ScanTask[] tasks)
    {
        lock (gate)
        {
            if (!scans.ContainsKey(scan.Id)) order.Add(scan.Id);
            scans[scan.Id] = new ScanSnapshot(scan, tasks);
        }
    }

    public Task<Committed<IReadOnlySet<Guid>>> CarryOverAsync(IReadOnlyList<CarriedScan> scans, CancellationToken cancellationToken) =>
        Task.FromResult(new Committed<IReadOnlySet<Guid>>(new HashSet<Guid>(), []));

    public Task<Committed<int>> SubmitAsync(IReadOnlyList<NewScan> newScans, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        var messages = new List<OutboxMessage>();
        foreach (var scan in newScans)
        {
            if (scans.ContainsKey(scan.Id)) continue;
            var task = Samples.Task(scan.Id, TaskState.Ready) with { Lane = scan.Lane };
            Put(Samples.Scan(scan), task);
            messages.Add(new OutboxMessage(Guid.CreateVersion7(), new TaskReady(task.Id, scan.Id, Stage.Ingest, scan.Lane)));
        }
        return Task.FromResult(new Committed<int>(messages.Count, messages));
    }

    public Task<ScanSnapshot?> ReadAsync(Guid scanId, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        lock (gate) return Task.FromResult(scans.GetValueOrDefault(scanId));
    }

    public Task<Committed<bool>> CancelAsync(Guid scanId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!scans.TryGetValue(scanId, out var snapshot) || snapshot.Scan.IsEnded) return Task.FromResult(new Committed<bool>(false, []));
            scans[scanId] = snapshot with { Scan = snapshot.Scan with { State = ScanState.Cancelled } };
            return Task.FromResult(new Committed<bool>(true, [Changed(scanId)]));
        }
    }

    public Task<Committed<int>> CancelRunAsync(Guid runId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var open = scans.Values.Where(s => s.Scan.RunId == runId && !s.Scan.IsEnded).ToList();
            foreach (var s in open) scans[s.Scan.Id] = s with { Scan = s.Scan with { State = ScanState.Cancelled } };
            return Task.FromResult(new Committed<int>(open.Count, [.. open.Select(s => Changed(s.Scan.Id))]));
        }
    }

    public Task<Committed<bool>> RetryAsync(Guid taskId, CancellationToken cancellationToken)
    {
        var task = All.SelectMany(s => s.Tasks).FirstOrDefault(t => t.Id == taskId && t.State is TaskState.Failed or TaskState.Quarantined);
        return Task.FromResult(task is null ? new Committed<bool>(false, []) : new Committed<bool>(true, [Changed(task.ScanId)]));
    }

    public Task<IReadOnlyList<ClaimedTask>> ClaimAsync(
        Stage stage, Lane lane, string owner, int max, TimeSpan lease, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> RenewAsync(Guid taskId, int attempt, TimeSpan lease, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Committed<bool>> CompleteAsync(ClaimedTask claim, TaskResult result, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Committed<bool>> FailAsync(ClaimedTask claim, TaskFailure failure, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Committed<bool>> ReleaseAsync(ClaimedTask claim, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Committed<bool>> QuarantineAsync(Guid taskId, TaskFailure failure, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Committed<bool>> PlanAsync(
        Guid scanId, long revision, ScanPhase phase, IReadOnlyList<ScanTask> tasks, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Committed<bool>> ConcludeAsync(long revision, Verdict verdict, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Committed<int>> ReclaimOverdueAsync(int max, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Committed<int>> RemindAsync(TimeSpan quiet, int max, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static OutboxMessage Changed(Guid scanId) => new(Guid.CreateVersion7(), new ScanChanged(scanId));

    private void ThrowIfDown()
    {
        if (!IsDown) return;
        Interlocked.Increment(ref failures);
        throw new StorageUnavailableException("secret connection string");
    }
}
