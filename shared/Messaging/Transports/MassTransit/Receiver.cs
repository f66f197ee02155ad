using MassTransit;

namespace Assay.Messaging.Transports.MassTransit;

/// <summary>A queue that is being read, and can be read anew.</summary>
internal sealed class Receiver(IBusControl bus, string queue, Action<IReceiveEndpointConfigurator> configure)
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);
    private HostReceiveEndpointHandle _handle = bus.ConnectReceiveEndpoint(queue, configure);

    public string Queue { get; } = queue;

    public Task Ready => _handle.Ready;

    public bool IsHealthy(BusHealthResult health) =>
        health.Endpoints.Values.Any(e => e.ReceiveEndpoint == _handle.ReceiveEndpoint && e.Status == BusHealthStatus.Healthy);

    public Task StopAsync(CancellationToken cancellationToken) => _handle.StopAsync(cancellationToken);

    /// <summary>Lets go of a reader that does not read, and connects another.</summary>
    public async Task ReplaceAsync(CancellationToken cancellationToken)
    {
        await _handle.StopAsync(cancellationToken).WaitAsync(StopPatience, cancellationToken);
        _handle = bus.ConnectReceiveEndpoint(Queue, configure);
    }
}
