using Assay.Messaging.Configuration;
using Assay.Messaging.Endpoints;
using Assay.Messaging.Health;
using Assay.Messaging.Topology;
using Assay.Messaging.Transports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assay.Messaging;

/// <summary>
/// Gives the bus its place in the host's life: it can be published to before any service starts, delivers once all have started, delivers nothing
/// more from the moment the host begins to stop, and can be published to until everything else has stopped.
/// </summary>
internal sealed class BusHost(IBusTransport transport, IEnumerable<BusEndpoint> endpoints, IOptions<BusOptions> options, ILogger<BusHost> logger)
    : IHostedLifecycleService, IBusHealth
{
    private readonly IReadOnlyList<BusEndpoint> _endpoints = [.. endpoints];
    private Task _receiversStopped = Task.CompletedTask;

    public BusCondition Check() => transport.Check();

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (_endpoints.GroupBy(e => e.Queue).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            var kinds = string.Join(", ", twice.Select(e => e.Message.Name));
            throw new BusSetupException($"Two handlers read queue '{twice.Key}' ({kinds}); each queue has one.");
        }

        if (options.Value.Chaos.IsOn) logger.LogWarning("Bus:Chaos is on: messages are lost, doubled and reordered on purpose");
        await transport.StartAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => transport.ReceiveAsync(_endpoints, cancellationToken);

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Not awaited here: the handlers that hold deliveries are told to stop in this very phase.
        _receiversStopped = transport.StopReceivingAsync(cancellationToken);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Value.StopTimeout);
        try
        {
            await _receiversStopped.WaitAsync(timeout.Token);
            await transport.StopAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            logger.LogWarning("The bus did not stop within {Timeout} s; what it held is delivered again elsewhere",
                options.Value.StopTimeout.TotalSeconds);
        }
    }
}
