using Assay.Domain.Messages;
using Assay.Messaging.Configuration;
using Assay.Messaging.Topology;
using Assay.Messaging.Transports;
using Microsoft.Extensions.Options;

namespace Assay.Messaging.Publishing;

/// <summary>
/// Sends a batch at once and waits for all confirms, no longer than the publish timeout: a blocked broker must not block its callers.
/// </summary>
internal sealed class HintPublisher(IBusTransport transport, IOptions<BusOptions> options) : IHintPublisher
{
    private readonly BusNames _names = new(options.Value.Prefix);

    public async Task PublishAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0) return;
        foreach (var message in messages) MessageSize.Check(message.Body);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Value.PublishTimeout);
        try
        {
            var sends = messages.Select(m => transport.SendAsync(_names.Destination(m.Body), m.Body, m.Id, timeout.Token));
            await Task.WhenAll(sends).WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The bus did not confirm {messages.Count} messages within " +
                $"{options.Value.PublishTimeout.TotalSeconds} s; they stay in the outbox.");
        }
    }
}
