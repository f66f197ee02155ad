using Assay.Contracts.Messages;

namespace Assay.Messaging.Topology;

/// <summary>
/// What exists on the bus whoever runs. Every process declares all of it before its first message, so that a process that only publishes
/// cannot lose messages to a consumer that has never been started.
/// </summary>
public static class WellKnown
{
    /// <summary>Conductor's queue: <see cref="ScanChanged"/>.</summary>
    public const string Conductor = "conductor";

    /// <summary>Events, each an exchange that subscribers bind their queues to.</summary>
    public static IReadOnlyList<Type> Events { get; } = [typeof(ScanCompleted)];

    /// <summary>
    /// Events with those subscribers that must not miss one from before their first start. A queue without a reader grows without end, so only services
    /// that every installation runs belong here; the read side polls the ledger and needs none.
    /// </summary>
    public static IReadOnlyList<(Type Message, string Subscriber)> Subscriptions { get; } = [];
}
