using System.Text.Json;
using Assay.Contracts.Messages;
using Assay.Contracts.Values;

namespace Assay.Messaging.Topology;

/// <summary>
/// Names of queues and exchanges. Every queue has a fanout exchange of the same name in front of it, which is what senders address.
/// </summary>
public sealed record BusNames(string Prefix)
{
    /// <summary>Where messages end that no handler could take.</summary>
    public string DeadLetters => $"{Prefix}.dead-letters";

    /// <summary>The queue of a stage and lane.</summary>
    public string Queue(Stage stage, Lane lane) => $"{Prefix}.{Kebab(stage.ToString())}.{Kebab(lane.ToString())}";

    /// <summary>A queue by its last word, e.g. <c>conductor</c>.</summary>
    public string Queue(string name) => $"{Prefix}.{name}";

    /// <summary>The exchange that an event is published to; each subscriber's queue is bound to it.</summary>
    public string Event(Type message) => $"{Prefix}.events.{Kebab(message.Name)}";

    /// <summary>The exchange that takes a message.</summary>
    /// <exception cref="ArgumentException">The body is not one of the contract's messages.</exception>
    public string Destination(object body) => body switch
    {
        TaskReady task => Queue(task.Stage, task.Lane),
        ScanChanged => Queue(WellKnown.Conductor),
        ScanCompleted => Event(typeof(ScanCompleted)),
        _ => throw new ArgumentException($"{body.GetType().FullName} has no route on the bus; add one to {nameof(BusNames)}.", nameof(body)),
    };

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
