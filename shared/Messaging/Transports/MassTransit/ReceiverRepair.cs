using Assay.Messaging.DeadLetters;
using Assay.Messaging.Health;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Assay.Messaging.Transports.MassTransit;

/// <summary>
/// Reconnects a queue's reader that stays dead while the broker answers: after a broker's restart, MassTransit 8.4.0 gives up on an endpoint whose
/// first attempt was cancelled, and shows it as degraded for ever. Where this does not help either, the watchdog ends the process.
/// </summary>
internal sealed class ReceiverRepair(IBusControl bus, IReadOnlyList<Receiver> receivers, IBrokerProbe broker, TimeSpan patience, ILogger logger)
{
    private readonly Dictionary<Receiver, TimeSpan> _deadFor = [];

    public async Task RunAsync(CancellationToken stopping)
    {
        var period = patience / 5;
        using var timer = new PeriodicTimer(period);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            var health = bus.CheckHealth();
            var dead = receivers.Where(r => !r.IsHealthy(health)).ToList();
            if (dead.Count == 0 || !await broker.AnswersAsync(stopping))
            {
                _deadFor.Clear();
                continue;
            }

            foreach (var receiver in dead) await CountAsync(receiver, period, stopping);
            foreach (var healthy in _deadFor.Keys.Except(dead).ToList()) _deadFor.Remove(healthy);
        }
    }

    private async Task CountAsync(Receiver receiver, TimeSpan period, CancellationToken stopping)
    {
        _deadFor[receiver] = _deadFor.GetValueOrDefault(receiver) + period;
        if (_deadFor[receiver] < patience) return;
        _deadFor.Remove(receiver);
        logger.LogWarning("Queue {Queue} has not been read for {Patience} s while RabbitMQ answers; connecting anew", receiver.Queue,
            patience.TotalSeconds);
        try
        {
            await receiver.ReplaceAsync(stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            logger.LogWarning("Queue {Queue} could not be connected anew: {Reason}", receiver.Queue, FaultText.Of(failure));
        }
    }
}
