namespace Assay.Messaging.Configuration;

/// <summary>The bus, section <c>Bus</c>. A class and not a record, so that nothing prints the password by printing the options.</summary>
public sealed class BusOptions
{
    public const string Section = "Bus";

    /// <summary><c>in-memory</c> (default), <c>rabbitmq</c> or <c>direct</c>.</summary>
    public string Transport { get; set; } = "in-memory";

    /// <summary>Broker's host name or address.</summary>
    public string Host { get; set; } = "localhost";

    /// <summary>Broker's AMQP port; 5671 is usual with TLS.</summary>
    public int Port { get; set; } = 5672;

    public string VirtualHost { get; set; } = "/";
    public string User { get; set; } = "guest";

    /// <summary>Never logged and never part of an error's text.</summary>
    public string Password { get; set; } = "guest";

    /// <summary>Encrypts the connection and checks the broker's certificate against <see cref="Host"/>.</summary>
    public bool Tls { get; set; }

    /// <summary>First word of every queue and exchange; installations that share a broker differ in it.</summary>
    public string Prefix { get; set; } = "assay";

    /// <summary>Deliveries that end without an answer (the worker died) before a message goes to the dead letters. Well above the
    /// attempts of a task: a worker that dies takes all its deliveries with it, the innocent ones too, and the ledger finds the guilty one
    /// sooner.</summary>
    public int DeliveryLimit { get; set; } = 20;

    /// <summary>Time for a batch to be confirmed by the broker; what was not stays in the outbox.</summary>
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long handlers may go on after consuming has stopped, before their tokens are cancelled.</summary>
    public TimeSpan ConsumerStopTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the bus may take to stop; longer than <see cref="ConsumerStopTimeout"/>.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the bus may be unhealthy while the broker answers, before the process ends itself for its supervisor to restart.
    /// After a quarter of it, readers that are dead are connected anew.</summary>
    public TimeSpan UnhealthyLimit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The broker's limit on an unacknowledged delivery (<c>consumer_timeout</c>); work has to end before it.</summary>
    public TimeSpan AcknowledgementTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Faults on purpose, for tests.</summary>
    public ChaosOptions Chaos { get; set; } = new();

    /// <summary>The parsed <see cref="Transport"/>; the default where it is not valid, which validation reports.</summary>
    public BusTransportKind Kind => TryParseTransport(Transport, out var kind) ? kind : BusTransportKind.InMemory;

    /// <summary>Parses the names that <see cref="Transport"/> takes, in any case.</summary>
    public static bool TryParseTransport(string? text, out BusTransportKind kind)
    {
        (var known, kind) = text?.ToLowerInvariant() switch
        {
            "in-memory" or "memory" => (true, BusTransportKind.InMemory),
            "rabbitmq" => (true, BusTransportKind.RabbitMq),
            "direct" => (true, BusTransportKind.Direct),
            _ => (false, BusTransportKind.InMemory),
        };
        return known;
    }
}
