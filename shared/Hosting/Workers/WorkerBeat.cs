using Assay.Messaging.DeadLetters;
using Assay.Storage.Workers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assay.Hosting.Workers;

/// <summary>Tells the registry every ten seconds that this process lives. For the operator; nothing depends on it.</summary>
internal sealed class WorkerBeat(IWorkerRegistry registry, WorkerIdentity identity, WorkerLoad load, TimeProvider time, ILogger<WorkerBeat> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(3);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var patience = new CancellationTokenSource(LeavePatience, time);
        await TryAsync(token => registry.LeaveAsync(identity.Id, token), patience.Token);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            await TryAsync(token => registry.BeatAsync(new(identity.Id, identity.Service, identity.Host, identity.Version, identity.StartedAt,
                time.GetUtcNow(), load.Slots, load.Busy, Detail: null), token), stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryAsync(Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act(cancellationToken);
        }
        catch (Exception failure)
        {
            if (failure is not OperationCanceledException) logger.LogWarning("The worker registry could not be reached: {Reason}",
                FaultText.Of(failure));
        }
    }
}
