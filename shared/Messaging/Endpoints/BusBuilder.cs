using Assay.Contracts.Messages;
using Assay.Contracts.Values;
using Assay.Messaging.DeadLetters;
using Assay.Messaging.Topology;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assay.Messaging.Endpoints;

/// <summary>Says which messages this process handles. Several services in one process add up; a queue and handler may be added once.</summary>
public sealed class BusBuilder(IServiceCollection services, BusNames names)
{
    /// <summary>Reads the three queues of a stage, each with its own slots; a lane with no slots is left alone.</summary>
    public BusBuilder HandleTasks<THandler>(Stage stage, LaneSlots slots)
        where THandler : class, IMessageHandler<TaskReady>
    {
        services.TryAddSingleton<THandler>();
        return HandleTasks(stage, slots, provider => provider.GetRequiredService<THandler>());
    }

    /// <summary>As above, with the handler found by the caller.</summary>
    public BusBuilder HandleTasks(Stage stage, LaneSlots slots, Func<IServiceProvider, IMessageHandler<TaskReady>> handler)
    {
        foreach (var lane in Enum.GetValues<Lane>())
        {
            if (slots.Of(lane) > 0) Add(new BusEndpoint<TaskReady>(handler) { Queue = names.Queue(stage, lane), Slots = slots.Of(lane) });
        }

        return this;
    }

    /// <summary>Reads a queue that is sent to by name: <c>Handle&lt;ScanChanged, H&gt;("conductor", 4)</c>.</summary>
    public BusBuilder Handle<TMessage, THandler>(string queue, int slots)
        where TMessage : class
        where THandler : class, IMessageHandler<TMessage>
    {
        services.TryAddSingleton<THandler>();
        return Add(new BusEndpoint<TMessage>(provider => provider.GetRequiredService<THandler>()) { Queue = names.Queue(queue), Slots = slots });
    }

    /// <summary>Subscribes to an event with a queue of the subscriber's name: each subscriber gets every event, its processes share them.</summary>
    public BusBuilder Subscribe<TMessage, THandler>(string subscriber, int slots = 2)
        where TMessage : class
        where THandler : class, IMessageHandler<TMessage>
    {
        services.TryAddSingleton<THandler>();
        return Add(new BusEndpoint<TMessage>(provider => provider.GetRequiredService<THandler>())
        {
            Queue = names.Queue(subscriber),
            Slots = slots,
            EventExchange = names.Event(typeof(TMessage)),
        });
    }

    /// <summary>Drains what no handler could take: errors, skipped messages and those whose consumers died on them.</summary>
    public BusBuilder DrainDeadLetters<THandler>()
        where THandler : class, IDeadLetterHandler
    {
        services.TryAddSingleton<THandler>();
        services.TryAddSingleton<IDeadLetterHandler>(provider => provider.GetRequiredService<THandler>());
        return this;
    }

    private BusBuilder Add(BusEndpoint endpoint)
    {
        services.AddSingleton(endpoint);
        return this;
    }
}
