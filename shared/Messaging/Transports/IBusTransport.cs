using Assay.Messaging.Endpoints;
using Assay.Messaging.Health;

namespace Assay.Messaging.Transports;

/// <summary>
/// Carries messages to exchanges by name. Called by the bus host in this order: start, receive, stop receiving, stop. Sending is allowed from start
/// to stop, from any thread.
/// </summary>
internal interface IBusTransport : IAsyncDisposable
{
    /// <summary>Declares the topology and connects; waits for the broker as long as it takes.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Begins to read the endpoints' queues; returns when all of them are being read.</summary>
    Task ReceiveAsync(IReadOnlyList<BusEndpoint> endpoints, CancellationToken cancellationToken);

    /// <summary>Puts a message into an exchange, confirmed by the broker where there is one.</summary>
    Task SendAsync(string exchange, object body, Guid id, CancellationToken cancellationToken);

    /// <summary>Takes no new message and waits for those in hand; handlers' tokens are cancelled after the consumer stop timeout.</summary>
    Task StopReceivingAsync(CancellationToken cancellationToken);

    Task StopAsync(CancellationToken cancellationToken);

    BusCondition Check();
}
