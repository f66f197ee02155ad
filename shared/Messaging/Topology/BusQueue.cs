using Assay.Messaging.Configuration;

namespace Assay.Messaging.Topology;

/// <summary>A durable quorum queue with its arguments, which never change once the queue exists: RabbitMQ refuses other ones.</summary>
public sealed record BusQueue(string Name, IReadOnlyDictionary<string, object?> Arguments)
{
    /// <summary>Draining waits instead of failing, so this is never reached; without it RabbitMQ 4 would drop after 20 deliveries.</summary>
    private const int DeadLetterDeliveryLimit = 1000;

    /// <summary>A queue whose message goes to the dead letters when its consumer keeps dying on it.</summary>
    public static BusQueue ForWork(string name, BusOptions options) => new(name, new Dictionary<string, object?>
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = options.DeliveryLimit,
        ["x-dead-letter-exchange"] = new BusNames(options.Prefix).DeadLetters,
    });

    /// <summary>The queue of dead letters, which has no further way out.</summary>
    public static BusQueue ForDeadLetters(string name) => new(name, new Dictionary<string, object?>
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = DeadLetterDeliveryLimit,
    });
}
