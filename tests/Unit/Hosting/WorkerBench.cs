using System.Diagnostics;
using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Tasks;
using Assay.Hosting.Outbox;
using Assay.Hosting.Telemetry;
using Assay.Hosting.Workers;
using Assay.Messaging.Endpoints;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assay.Tests.Unit.Hosting;

/// <summary>A stage worker on a ledger in memory, with a handler that does what the test says.</summary>
internal sealed class WorkerBench : ITaskHandler, IOutboxDispatcher, IAsyncDisposable
{
    private readonly AssayMetrics _metrics = new();
    private readonly LeaseKeeper _leases;
    private readonly StageWorker _worker;
    private bool _stopped;

    public WorkerBench(LaneSlots? slots = null, Action<WorkerOptions>? configure = null)
    {
        var settings = new WorkerOptions
        {
            Poll = TimeSpan.FromMinutes(10),
            FinishWithin = TimeSpan.FromMilliseconds(50),
            ObeyWithin = TimeSpan.FromMilliseconds(500)
        };
        configure?.Invoke(settings);
        var options = Options.Create(settings);
        _leases = new(Ledger, options, TimeProvider.System, NullLogger<LeaseKeeper>.Instance);
        var ending = new TaskEnding(Ledger, this, options, TimeProvider.System, NullLogger<TaskEnding>.Instance);
        var runner = new TaskRunner(_leases, ending, _metrics, Load, options, TimeProvider.System, NullLogger<TaskRunner>.Instance);
        _worker = new(this, slots ?? LaneSlots.Each(2), Ledger, runner, WorkerIdentity.Create("test", TimeProvider.System), Load, options,
            TimeProvider.System,
            NullLogger<StageWorker>.Instance);
    }

    public FakeLedger Ledger { get; } = new();
    public WorkerLoad Load { get; } = new();
    public List<OutboxMessage> Dispatched { get; } = [];
    public Func<ClaimedTask, CancellationToken, Task<TaskOutcome>> Work { get; set; } = (_, _) => Task.FromResult<TaskOutcome>(TaskResult.Nothing);
    public Stage Stage => Stage.Inspect;

    public Task StartAsync() => _worker.StartAsync(CancellationToken.None);

    public Task HintAsync(ClaimedTask task) => HintAsync(task.Task.Id, task.Task.Lane);

    public Task HintAsync(Guid taskId, Lane lane = Lane.Normal) =>
        _worker.HandleAsync(new(taskId, Guid.NewGuid(), Stage, lane), CancellationToken.None);

    public Task RenewAsync() => _leases.RenewAllAsync(CancellationToken.None);

    public async Task StopAsync()
    {
        _stopped = true;
        await _worker.StoppingAsync(CancellationToken.None);
        await _worker.StopAsync(CancellationToken.None);
    }

    public async Task EndsAsync(int count)
    {
        var deadline = Stopwatch.StartNew();
        while (Ledger.Endings.Count < count || Load.Busy > 0)
        {
            if (deadline.Elapsed.TotalSeconds > 30) throw new TimeoutException($"{Ledger.Endings.Count} of {count} tasks have ended.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public Task<TaskOutcome> HandleAsync(ClaimedTask claim, CancellationToken cancellationToken) => Work(claim, cancellationToken);

    public void Dispatch(IReadOnlyList<OutboxMessage> messages)
    {
        lock (Dispatched) Dispatched.AddRange(messages);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped) await StopAsync();
        _worker.Dispose();
        _leases.Dispose();
        _metrics.Dispose();
    }
}
