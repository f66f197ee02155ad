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

    /// <summary>Reporting's queue: <see cref="ScanCompleted"/>.</summary>
    public const string Reporting = "reporting";

    /// <summary>Each event with its subscribers. A new subscriber is a new line here.</summary>
    public static IReadOnlyList<(Type Message, string Subscriber)> Subscriptions { get; } = [(typeof(ScanCompleted), Reporting)];
}
