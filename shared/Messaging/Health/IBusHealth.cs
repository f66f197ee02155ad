namespace Assay.Messaging.Health;

/// <summary>Tells readiness checks and metrics how the bus is.</summary>
public interface IBusHealth
{
    /// <summary>Does no I/O.</summary>
    BusCondition Check();
}
