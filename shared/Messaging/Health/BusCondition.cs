namespace Assay.Messaging.Health;

/// <summary>How the bus is.</summary>
/// <param name="IsHealthy">False also for "degraded": an endpoint that lost its channel for good shows as no more than that.</param>
/// <param name="Text">For a person.</param>
public sealed record BusCondition(bool IsHealthy, string Text)
{
    public static BusCondition Healthy { get; } = new(true, "ready");
    public static BusCondition NotStarted { get; } = new(false, "not started");
}
