using Assay.Messaging.Topology;
using MassTransit;
using MassTransit.Transports.Fabric;

namespace Assay.Messaging.Transports.MassTransit;

/// <summary>What all receive endpoints have in common, and what differs by transport.</summary>
internal static class EndpointSettings
{
    public static void Apply(IReceiveEndpointConfigurator endpoint, BusQueue queue, int slots, string? eventExchange)
    {
        // Exchanges are ours: senders address them by name, nothing is routed by a message's type.
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.PrefetchCount = slots;
        endpoint.ConcurrentMessageLimit = slots;
        switch (endpoint)
        {
            case IRabbitMqReceiveEndpointConfigurator rabbit:
                rabbit.Durable = true;
                rabbit.AutoDelete = false;
                foreach (var (key, value) in queue.Arguments) rabbit.SetQueueArgument(key, value!);
                break;
            case IInMemoryReceiveEndpointConfigurator memory when eventExchange is not null:
                memory.Bind(eventExchange, ExchangeType.FanOut, "");
                break;
        }
    }
}
