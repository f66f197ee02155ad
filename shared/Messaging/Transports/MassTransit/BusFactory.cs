using Assay.Messaging.Configuration;
using MassTransit;

namespace Assay.Messaging.Transports.MassTransit;

/// <summary>
/// Makes the bus without MassTransit's container registration: nothing is scanned, and the parts that only exist there (usage telemetry among them)
/// are not present at all.
/// </summary>
internal static class BusFactory
{
    public static IBusControl Create(BusOptions options)
    {
        // Belt and braces: a security product reports to nobody.
        Environment.SetEnvironmentVariable("MASSTRANSIT_USAGE_TELEMETRY", "false");
        return options.Kind == BusTransportKind.RabbitMq ? OnRabbitMq(options) : InMemory();
    }

    private static IBusControl InMemory() => Bus.Factory.CreateUsingInMemory(Common);

    private static IBusControl OnRabbitMq(BusOptions options) => Bus.Factory.CreateUsingRabbitMq(bus =>
    {
        Common(bus);
        bus.Host(options.Host, (ushort)options.Port, options.VirtualHost, options.Prefix, host =>
        {
            host.Username(options.User);
            host.Password(options.Password);
            host.PublisherConfirmation = true;
            host.Heartbeat(TimeSpan.FromSeconds(15));
            host.RequestedConnectionTimeout(TimeSpan.FromSeconds(10));
            if (options.Tls) host.UseSsl(ssl => ssl.ServerName = options.Host);
        });
    });

    private static void Common(IBusFactoryConfigurator bus) => bus.ConfigureJsonSerializerOptions(options =>
    {
        if (options.Converters.Any(c => c is ContractConverterFactory)) return options;
        return new(options) { Converters = { new ContractConverterFactory() } };
    });
}
