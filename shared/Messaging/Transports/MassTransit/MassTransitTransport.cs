using Assay.Messaging.Configuration;
using Assay.Messaging.DeadLetters;
using Assay.Messaging.Endpoints;
using Assay.Messaging.Health;
using Assay.Messaging.Topology;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assay.Messaging.Transports.MassTransit;

/// <summary>MassTransit, in memory or on RabbitMQ.</summary>
internal sealed class MassTransitTransport(BusOptions options, IReadOnlyList<BusEndpoint> known, IServiceProvider services, ILoggerFactory loggers)
    : IBusTransport
{
    private const int DrainSlots = 4;
    private readonly BusNames _names = new(options.Prefix);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly List<Receiver> _receivers = [];
    private Task _repairing = Task.CompletedTask;
    private IBusControl? _bus;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Kind == BusTransportKind.RabbitMq)
        {
            var deployer = new RabbitTopologyDeployer(options, loggers.CreateLogger<RabbitTopologyDeployer>());
            await deployer.DeployAsync(BusTopology.For(options, known), cancellationToken);
        }

        LogContext.ConfigureCurrentLogContext(loggers);
        var bus = BusFactory.Create(options);
        await bus.StartAsync(cancellationToken);
        _bus = bus;
    }

    public async Task ReceiveAsync(IReadOnlyList<BusEndpoint> endpoints, CancellationToken cancellationToken)
    {
        foreach (var endpoint in endpoints)
        {
            Connect(endpoint.Queue, BusQueue.ForWork(endpoint.Queue, options), endpoint.Slots, endpoint.EventExchange, configurator =>
            {
                configurator.ConfigureError(pipe => pipe.UseFilter(new DeadLetterErrorFilter(endpoint.Queue, Address(_names.DeadLetters))));
                configurator.ConfigureDeadLetter(pipe => pipe.UseFilter(new DeadLetterSkippedFilter(endpoint.Queue, Address(_names.DeadLetters))));
                endpoint.Configure(configurator, services, _stopping.Token);
            });
        }

        if (services.GetService<IDeadLetterHandler>() is { } handler)
        {
            var drain = new DeadLetterDrain(handler, loggers.CreateLogger<DeadLetterDrain>());
            Connect(_names.DeadLetters, BusQueue.ForDeadLetters(_names.DeadLetters), DrainSlots, null,
                configurator => configurator.ConfigureReceive(pipe => pipe.UseFilter(new DeadLetterReceiveFilter(drain, _stopping.Token))));
        }

        await Task.WhenAll(_receivers.Select(r => r.Ready)).WaitAsync(cancellationToken);
        if (options.Kind != BusTransportKind.RabbitMq) return;
        var repair = new ReceiverRepair(_bus!, _receivers, services.GetRequiredService<IBrokerProbe>(), options.UnhealthyLimit / 4,
            loggers.CreateLogger<ReceiverRepair>());
        _repairing = Task.Run(() => repair.RunAsync(_closing.Token), CancellationToken.None);
    }

    public async Task SendAsync(string exchange, object body, Guid id, CancellationToken cancellationToken)
    {
        var bus = _bus ?? throw new InvalidOperationException("The bus is not started.");
        var endpoint = await bus.GetSendEndpoint(Address(exchange));
        await endpoint.Send(body, body.GetType(), Pipe.Execute<SendContext>(context => context.MessageId = id), cancellationToken);
    }

    public async Task StopReceivingAsync(CancellationToken cancellationToken)
    {
        await _closing.CancelAsync();
        await _repairing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.CancelAfter(options.ConsumerStopTimeout);
        await Task.WhenAll(_receivers.Select(r => r.StopAsync(cancellationToken)));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_bus is not { } bus) return;
        _bus = null;
        await _stopping.CancelAsync();
        await bus.StopAsync(cancellationToken);
    }

    public BusCondition Check()
    {
        if (_bus is not { } bus) return BusCondition.NotStarted;
        var health = bus.CheckHealth();
        return health.Status == BusHealthStatus.Healthy ? BusCondition.Healthy : new(false, FaultText.Cut($"{health.Status}: {health.Description}"));
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(options.StopTimeout);
        await StopAsync(patience.Token);
        _stopping.Dispose();
        _closing.Dispose();
    }

    private void Connect(string name, BusQueue queue, int slots, string? eventExchange, Action<IReceiveEndpointConfigurator> configure)
    {
        _receivers.Add(new(_bus!, name, configurator =>
        {
            EndpointSettings.Apply(configurator, queue, slots, eventExchange);
            configure(configurator);
        }));
    }

    private static Uri Address(string exchange) => new($"exchange:{exchange}");
}
