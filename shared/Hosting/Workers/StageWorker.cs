using Assay.Contracts.Messages;
using Assay.Contracts.Values;
using Assay.Messaging;
using Assay.Messaging.Endpoints;
using Assay.Storage.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assay.Hosting.Workers;

/// <summary>
/// Works on one stage: a pump for each lane with reserved slots. On stop it claims nothing more at once, lets what runs finish for a while, and gives
/// the rest back.
/// </summary>
internal sealed class StageWorker : IMessageHandler<TaskReady>, IHostedLifecycleService, IDisposable
{
    private readonly IReadOnlyDictionary<Lane, LanePump> _pumps;
    private readonly IOptions<WorkerOptions> _options;
    private readonly WorkerLoad _load;
    private readonly int _slots;
    private readonly SuspectIsolation _isolation;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _giveBack;
    private Task _pumping = Task.CompletedTask;

    public StageWorker(ITaskHandler handler, LaneSlots slots, IScanLedger ledger, TaskRunner runner, SuspectIsolation isolation, WorkerIdentity identity, WorkerLoad load,
        IOptions<WorkerOptions> options, TimeProvider time, ILogger<StageWorker> logger)
    {
        (_options, _load, _slots) = (options, load, slots.Total);
        _giveBack = new(Timeout.InfiniteTimeSpan, time);
        _pumps = Enum.GetValues<Lane>().Where(lane => slots.Of(lane) > 0).ToDictionary(lane => lane, lane => new LanePump(
            slots.Of(lane),
            options.Value.Poll,
            (max, token) => isolation.ClaimAsync(max, most => ledger.ClaimAsync(handler.Stage, lane, identity.Id, most, options.Value.Lease, token)),
            async claim =>
            {
                await runner.RunAsync(handler, claim, _giveBack.Token);
                isolation.Ended();
            },
            time,
            logger));
        isolation.Freed += WakeAll;
        _isolation = isolation;
    }

    public Task HandleAsync(TaskReady message, CancellationToken cancellationToken) =>
        _pumps.TryGetValue(message.Lane, out var pump) ? pump.OfferAsync(message.TaskId).WaitAsync(cancellationToken) : Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _load.AddSlots(_slots);
        _pumping = Task.WhenAll(_pumps.Values.Select(p => Task.Run(() => p.PumpAsync(_closing.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _closing.CancelAsync();
        _giveBack.CancelAfter(_options.Value.FinishWithin);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _pumping.WaitAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _isolation.Freed -= WakeAll;
        _closing.Dispose();
        _giveBack.Dispose();
    }

    private void WakeAll()
    {
        foreach (var pump in _pumps.Values) pump.Wake();
    }
}
