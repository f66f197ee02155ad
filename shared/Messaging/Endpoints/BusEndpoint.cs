using MassTransit;

namespace Assay.Messaging.Endpoints;

/// <summary>A queue that this process reads: one kind of message, one handler, so many at once.</summary>
public abstract class BusEndpoint
{
    /// <summary>Full name of the queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Messages handled at once; also the prefetch count, so that no process hoards work it cannot do.</summary>
    public required int Slots { get; init; }

    /// <summary>The event's exchange that the queue is bound to; null for a queue that is sent to.</summary>
    public string? EventExchange { get; init; }

    /// <summary>The kind of message.</summary>
    public abstract Type Message { get; }

    internal abstract void Configure(IReceiveEndpointConfigurator endpoint, IServiceProvider services, CancellationToken stopping);

    internal abstract Task DeliverAsync(object message, IServiceProvider services, CancellationToken cancellationToken);
}
