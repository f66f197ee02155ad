using Assay.Messaging.Configuration;
using RabbitMQ.Client;

namespace Assay.Messaging.Topology;

/// <summary>Connection settings for what is done beside MassTransit.</summary>
internal static class RabbitConnection
{
    public static ConnectionFactory Factory(BusOptions options, string purpose) => new()
    {
        HostName = options.Host,
        Port = options.Port,
        VirtualHost = options.VirtualHost,
        UserName = options.User,
        Password = options.Password,
        ClientProvidedName = $"{options.Prefix}-{purpose}",
        AutomaticRecoveryEnabled = false,
        RequestedConnectionTimeout = TimeSpan.FromSeconds(10),
        Ssl = new SslOption(options.Host, enabled: options.Tls),
    };
}
