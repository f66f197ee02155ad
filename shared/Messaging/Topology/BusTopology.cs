using Assay.Contracts.Values;
using Assay.Messaging.Configuration;
using Assay.Messaging.Endpoints;

namespace Assay.Messaging.Topology;

/// <summary>Everything that has to exist on the broker before the first message.</summary>
/// <param name="Queues">Queues, each with an exchange of the same name bound to it.</param>
/// <param name="Exchanges">Exchanges of events, whether or not anybody listens.</param>
/// <param name="Events">Exchanges of events, and the queue's exchange that each is bound to.</param>
public sealed record BusTopology(IReadOnlyList<BusQueue> Queues, IReadOnlyList<string> Exchanges, IReadOnlyList<(string Exchange, string Subscriber)> Events)
{
    /// <summary>The well-known queues, and those of this process' own endpoints.</summary>
    public static BusTopology For(BusOptions options, IEnumerable<BusEndpoint> endpoints)
    {
        var names = new BusNames(options.Prefix);
        var queues = new List<string>();
        foreach (var stage in Enum.GetValues<Stage>())
        {
            foreach (var lane in Enum.GetValues<Lane>()) queues.Add(names.Queue(stage, lane));
        }

        queues.Add(names.Queue(WellKnown.Conductor));
        var events = WellKnown.Subscriptions.Select(s => (names.Event(s.Message), names.Queue(s.Subscriber))).ToList();
        foreach (var endpoint in endpoints)
        {
            queues.Add(endpoint.Queue);
            if (endpoint.EventExchange is { } exchange) events.Add((exchange, endpoint.Queue));
        }

        queues.AddRange(events.Select(e => e.Item2));
        return new(
            [.. queues.Distinct().Select(q => BusQueue.ForWork(q, options)), BusQueue.ForDeadLetters(names.DeadLetters)],
            [.. WellKnown.Events.Select(names.Event).Concat(events.Select(e => e.Item1)).Distinct()],
            [.. events.Distinct()]);
    }
}
