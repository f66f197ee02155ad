using System.Threading.Channels;
using Assay.Domain.Messages;
using Assay.Messaging;
using Assay.Messaging.DeadLetters;
using Assay.Storage.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assay.Hosting.Outbox;

/// <summary>
/// Publishes what has been committed within a moment, and deletes it from the outbox a little later in larger batches. Whatever goes wrong, the rows
/// stay and the relay publishes them. On stop, what has been committed by then still goes out.
/// </summary>
internal sealed class OutboxDispatcher(IHintPublisher publisher, IOutbox outbox, TimeProvider time, ILogger<OutboxDispatcher> logger)
    : IOutboxDispatcher, IHostedLifecycleService
{
    private const int BatchSize = 128;

    /// <summary>More than this is left to the relay, so that a broker's outage does not fill the memory.</summary>
    private const int MaxWaiting = 10_000;

    /// <summary>Shorter than the two seconds after which the relay takes a row for forgotten.</summary>
    private static readonly TimeSpan DeleteAfter = TimeSpan.FromMilliseconds(250);

    private readonly Channel<OutboxMessage> _waiting = Channel.CreateBounded<OutboxMessage>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly List<Guid> _published = [];
    private Task _running = Task.CompletedTask;

    public void Dispatch(IReadOnlyList<OutboxMessage> messages)
    {
        foreach (var message in messages) _waiting.Writer.TryWrite(message);
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After all services have stopped, so that what their last tasks announced is among it, and before the bus stops.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        return _running.WaitAsync(cancellationToken);
    }

    private async Task RunAsync()
    {
        var batch = new List<OutboxMessage>(BatchSize);
        while (await WaitAsync())
        {
            while (batch.Count < BatchSize && _waiting.Reader.TryRead(out var message)) batch.Add(message);
            if (batch.Count > 0) await PublishAsync(batch);
            batch.Clear();
            if (_published.Count >= BatchSize) await DeleteAsync();
        }

        await DeleteAsync();
    }

    /// <summary>Waits for messages, and deletes when there are none for a while. False: the channel is closed and empty.</summary>
    private async Task<bool> WaitAsync()
    {
        var more = _waiting.Reader.WaitToReadAsync().AsTask();
        if (_published.Count > 0 && !more.IsCompleted)
        {
            await Task.WhenAny(more, Task.Delay(DeleteAfter, time));
            if (!more.IsCompleted) await DeleteAsync();
        }

        return await more;
    }

    private async Task PublishAsync(List<OutboxMessage> batch)
    {
        try
        {
            await publisher.PublishAsync(batch, CancellationToken.None);
            _published.AddRange(batch.Select(m => m.Id));
        }
        catch (Exception failure)
        {
            logger.LogWarning("{Count} messages could not be published and are left to the relay: {Reason}", batch.Count, FaultText.Of(failure));
        }
    }

    private async Task DeleteAsync()
    {
        if (_published.Count == 0) return;
        try
        {
            await outbox.DeleteAsync([.. _published], CancellationToken.None);
        }
        catch (Exception failure)
        {
            // They are published once more by the relay, which receivers do not mind.
            logger.LogWarning("{Count} published messages could not be deleted from the outbox: {Reason}", _published.Count, FaultText.Of(failure));
        }

        _published.Clear();
    }
}
