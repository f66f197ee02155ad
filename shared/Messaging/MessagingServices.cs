using Assay.Messaging.Configuration;
using Assay.Messaging.Endpoints;
using Assay.Messaging.Health;
using Assay.Messaging.Publishing;
using Assay.Messaging.Topology;
using Assay.Messaging.Transports;
using Assay.Messaging.Transports.Direct;
using Assay.Messaging.Transports.MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assay.Messaging;

/// <summary>Registers the bus.</summary>
public static class MessagingServices
{
    /// <summary>
    /// Adds the bus by configuration (section <c>Bus</c>) and the handlers of one service. May be called once for each service of a process: the
    /// handlers add up, the bus is one. Calls it without handlers for a process that only publishes.
    /// </summary>
    public static IServiceCollection AddAssayMessaging(this IServiceCollection services, IConfiguration configuration,
        Action<BusBuilder>? configure = null)
    {
        if (!services.Any(s => s.ServiceType == typeof(BusHost))) AddBus(services, configuration);
        var prefix = configuration.GetSection(BusOptions.Section)[nameof(BusOptions.Prefix)];
        configure?.Invoke(new(services, new BusNames(prefix ?? new BusOptions().Prefix)));
        return services;
    }

    private static void AddBus(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<BusOptions>, BusOptionsValidator>();
        services.AddOptions<BusOptions>().Bind(configuration.GetSection(BusOptions.Section)).ValidateOnStart();
        services.AddSingleton(CreateTransport);
        services.AddSingleton<BusHost>();
        services.AddSingleton<IBusHealth>(provider => provider.GetRequiredService<BusHost>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<BusHost>());
        services.AddSingleton(CreatePublisher);
        services.TryAddSingleton<IBrokerProbe, TcpBrokerProbe>();
        services.TryAddSingleton<IProcessEnd, SupervisedProcessEnd>();
        services.AddHostedService<BusWatchdog>();
    }

    private static IBusTransport CreateTransport(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<BusOptions>>().Value;
        var loggers = provider.GetRequiredService<ILoggerFactory>();
        return options.Kind == BusTransportKind.Direct
            ? new DirectTransport(options, provider, loggers)
            : new MassTransitTransport(options, [.. provider.GetServices<BusEndpoint>()], provider, loggers);
    }

    private static IHintPublisher CreatePublisher(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<BusOptions>>();
        var publisher = new HintPublisher(provider.GetRequiredService<IBusTransport>(), options);
        return options.Value.Chaos.IsOn ? new ChaosPublisher(publisher, options.Value.Chaos) : publisher;
    }
}
