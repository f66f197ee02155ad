using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Verdicts;
using Assay.Storage.Ledger;

namespace Assay.Tests.Unit.Hosting;

/// <summary>A ledger of ready tasks in memory that remembers how each ended; members that workers do not use are not there.</summary>
internal sealed class FakeLedger : IScanLedger
{
    private readonly Lock _gate = new();
    private readonly List<ClaimedTask> _ready = [];
    private readonly List<(Guid Task, string Ending, TaskFailure? Failure)> _endings = [];
    private int _claims;

    public Func<Task> BeforeClaim { get; set; } = () => Task.CompletedTask;
    public Func<Task> BeforeEnding { get; set; } = () => Task.CompletedTask;
    public Func<bool> Renewal { get; set; } = () => true;
    public bool Fenced { get; set; }
    public int Claims => _claims;
    public int Renewals { get; private set; }
    public OutboxMessage Announcement { get; } = new(Guid.NewGuid(), "announcement");

    public IReadOnlyList<(Guid Task, string Ending, TaskFailure? Failure)> Endings
    {
        get
        {
            lock (_gate) return [.. _endings];
        }
    }

    public ClaimedTask Add(Lane lane = Lane.Normal)
    {
        var scan = new Scan
        {
            Id = Guid.NewGuid(),
            RunId = Guid.NewGuid(),
            Target = "models/a.pt",
            Lane = lane,
            Depth = Depth.Full,
            PolicyDigest = Sha256Digest.OfNothing
        };
        var task = new ScanTask { Id = Guid.NewGuid(), ScanId = scan.Id, Stage = Stage.Inspect, Lane = lane, State = TaskState.Leased, Attempt = 1 };
        var claim = new ClaimedTask(task, scan);
        lock (_gate) _ready.Add(claim);
        return claim;
    }

    public async Task<IReadOnlyList<ClaimedTask>> ClaimAsync(Stage stage, Lane lane, string owner, int max, TimeSpan lease,
        CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _claims);
        await BeforeClaim();
        lock (_gate)
        {
            var taken = _ready.Where(c => c.Task.Stage == stage && c.Task.Lane == lane).Take(max).ToList();
            _ready.RemoveAll(taken.Contains);
            return taken;
        }
    }

    public Task<bool> RenewAsync(Guid taskId, int attempt, TimeSpan lease, CancellationToken cancellationToken)
    {
        Renewals++;
        return Task.FromResult(Renewal());
    }

    public Task<Committed<bool>> CompleteAsync(ClaimedTask claim, TaskResult result, CancellationToken cancellationToken) =>
        EndAsync(claim, "completed", null);
    public Task<Committed<bool>> FailAsync(ClaimedTask claim, TaskFailure failure, CancellationToken cancellationToken) =>
        EndAsync(claim, "failed", failure);
    public Task<Committed<bool>> ReleaseAsync(ClaimedTask claim, CancellationToken cancellationToken) => EndAsync(claim, "released", null);

    private async Task<Committed<bool>> EndAsync(ClaimedTask claim, string ending, TaskFailure? failure)
    {
        await BeforeEnding();
        if (Fenced) return new(false, []);
        lock (_gate) _endings.Add((claim.Task.Id, ending, failure));
        return new(true, [Announcement]);
    }

    public Task<Committed<IReadOnlySet<Guid>>> CarryOverAsync(IReadOnlyList<CarriedScan> scans, CancellationToken cancellationToken) =>
        Task.FromResult(new Committed<IReadOnlySet<Guid>>(new HashSet<Guid>(), []));

    public Task<Committed<int>> SubmitAsync(IReadOnlyList<NewScan> scans, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<Committed<bool>> QuarantineAsync(Guid taskId, TaskFailure failure, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
    public Task<ScanSnapshot?> ReadAsync(Guid scanId, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<Committed<bool>> PlanAsync(Guid scanId, long revision, ScanPhase phase, IReadOnlyList<ScanTask> tasks,
        CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<Committed<bool>> ConcludeAsync(long revision, Verdict verdict, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
    public Task<Committed<bool>> CancelAsync(Guid scanId, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<Committed<int>> CancelRunAsync(Guid runId, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<Committed<bool>> RetryAsync(Guid taskId, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<Committed<int>> ReclaimOverdueAsync(int max, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<Committed<int>> RemindAsync(TimeSpan quiet, int max, CancellationToken cancellationToken) => throw new NotSupportedException();
}
