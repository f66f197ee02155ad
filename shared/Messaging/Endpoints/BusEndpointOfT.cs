using Assay.Messaging.Transports.MassTransit;
using MassTransit;

namespace Assay.Messaging.Endpoints;

/// <summary>A queue of <typeparamref name="T"/>.</summary>
/// <param name="handler">Finds the handler; called for each message, so it should give a singleton.</param>
public sealed class BusEndpoint<T>(Func<IServiceProvider, IMessageHandler<T>> handler) : BusEndpoint
    where T : class
{
    public override Type Message => typeof(T);

    internal override void Configure(IReceiveEndpointConfigurator endpoint, IServiceProvider services, CancellationToken stopping)
    {
        var consumer = new HandlerConsumer<T>(handler(services), stopping);
        endpoint.Consumer(() => consumer);
    }

    internal override Task DeliverAsync(object message, IServiceProvider services, CancellationToken cancellationToken) =>
        handler(services).HandleAsync((T)message, cancellationToken);
}
