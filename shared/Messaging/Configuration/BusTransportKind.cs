namespace Assay.Messaging.Configuration;

/// <summary>What carries the messages.</summary>
public enum BusTransportKind
{
    /// <summary>MassTransit's in-memory transport: one process, nothing survives it.</summary>
    InMemory = 0,

    /// <summary>MassTransit on RabbitMQ: any number of processes.</summary>
    RabbitMq = 1,

    /// <summary>
    /// Plain channels in this process, for one-shot commands: starts in a few milliseconds, where compiling MassTransit takes half a second.
    /// </summary>
    Direct = 2,
}
