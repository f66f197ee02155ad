using Assay.Hosting.Telemetry;
using Assay.Messaging;
using Assay.Messaging.DeadLetters;
using Assay.Storage.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assay.Hosting.Outbox;

/// <summary>
/// Publishes what a process committed and did not live to publish. Any number may run; rows being published by one are skipped by the others.
/// </summary>
internal sealed class OutboxRelay(IOutbox outbox, IHintPublisher publisher, AssayMetrics metrics, TimeProvider time, ILogger<OutboxRelay> logger)
    : BackgroundService
{
    private const int BatchSize = 256;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Measure = TimeSpan.FromSeconds(15);

    /// <summary>Younger rows are being published by whoever wrote them.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = Period;
        var measured = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(wait, time, stoppingToken);
            try
            {
                while (await RelayAsync(stoppingToken) == BatchSize) stoppingToken.ThrowIfCancellationRequested();
                if (time.GetElapsedTime(measured) >= Measure)
                {
                    var (count, oldest) = await outbox.DepthAsync(stoppingToken);
                    metrics.OutboxMeasured(count, oldest);
                    measured = time.GetTimestamp();
                }

                wait = Period;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
                logger.LogWarning("The outbox could not be relayed ({Reason}); trying again in {Wait} s", FaultText.Of(failure), wait.TotalSeconds);
            }
        }
    }

    private Task<int> RelayAsync(CancellationToken cancellationToken) =>
        outbox.RelayAsync(BatchSize, Forgotten, publisher.PublishAsync, cancellationToken);
}
