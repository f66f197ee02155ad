using System.Collections.Concurrent;
using Assay.Messaging.Configuration;
using Assay.Messaging.DeadLetters;
using Assay.Messaging.Endpoints;
using Assay.Messaging.Health;
using Assay.Messaging.Topology;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assay.Messaging.Transports.Direct;

/// <summary>
/// Plain channels in this process. Keeps the promises of the other transports: slots, dead letters, stop order; a message nobody reads is dropped.
/// </summary>
internal sealed class DirectTransport(BusOptions options, IServiceProvider services, ILoggerFactory loggers) : IBusTransport
{
    private const int DrainSlots = 1;
    private readonly ConcurrentDictionary<string, IReadOnlyList<DirectQueue>> _exchanges = new();
    private readonly List<DirectQueue> _queues = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _stopping = new();
    private DirectQueue? _deadLetters;
    private volatile bool _started;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _started = true;
        return Task.CompletedTask;
    }

    public Task ReceiveAsync(IReadOnlyList<BusEndpoint> endpoints, CancellationToken cancellationToken)
    {
        if (services.GetService<IDeadLetterHandler>() is { } handler)
        {
            var drain = new DeadLetterDrain(handler, loggers.CreateLogger<DeadLetterDrain>());
            var name = new BusNames(options.Prefix).DeadLetters;
            _deadLetters = new(name, DrainSlots, (letter, token) => drain.OfferAsync((DeadLetter)letter, token), _ => { });
            _queues.Add(_deadLetters);
        }

        foreach (var endpoint in endpoints)
        {
            var queue = new DirectQueue(endpoint.Queue, endpoint.Slots, (message, token) => endpoint.DeliverAsync(message, services, token), Bury);
            _queues.Add(queue);
            _exchanges.AddOrUpdate(endpoint.EventExchange ?? endpoint.Queue, [queue], (_, others) => [.. others, queue]);
        }

        foreach (var queue in _queues) queue.Start(_closing.Token, _stopping.Token);
        return Task.CompletedTask;
    }

    public Task SendAsync(string exchange, object body, Guid id, CancellationToken cancellationToken)
    {
        if (!_started) throw new InvalidOperationException("The bus is not started.");
        if (_exchanges.TryGetValue(exchange, out var queues))
        {
            foreach (var queue in queues) queue.Put(body);
        }

        return Task.CompletedTask;
    }

    public async Task StopReceivingAsync(CancellationToken cancellationToken)
    {
        await _closing.CancelAsync();
        _stopping.CancelAfter(options.ConsumerStopTimeout);
        await Task.WhenAll(_queues.Select(q => q.StopAsync())).WaitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _started = false;
        return _stopping.CancelAsync();
    }

    public BusCondition Check() => _started ? BusCondition.Healthy : BusCondition.NotStarted;

    public ValueTask DisposeAsync()
    {
        _closing.Dispose();
        _stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Bury(DeadLetter letter)
    {
        if (_deadLetters is { } queue) queue.Put(letter);
        else loggers.CreateLogger<DirectTransport>()
            .LogError("Message {Message} from {Queue} failed: {Reason}", letter.Message, letter.Queue, letter.Reason);
    }
}
