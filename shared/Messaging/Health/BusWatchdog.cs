using Assay.Messaging.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assay.Messaging.Health;

/// <summary>
/// Ends a process whose bus stays unhealthy while the broker answers: MassTransit 8.4.0 does not come back from a channel that the broker closed, and
/// a worker that reads nothing looks alive. While the broker itself is down there is nothing to restart for, so the watchdog keeps waiting.
/// </summary>
internal sealed class BusWatchdog(IBusHealth health, IBrokerProbe broker, IProcessEnd process, TimeProvider time, IOptions<BusOptions> options,
    ILogger<BusWatchdog> logger) : BackgroundService
{
    /// <summary>EX_SOFTWARE of sysexits.h: a supervisor restarts on it like on any other failure, and an operator can tell it apart.</summary>
    public const int ExitCode = 70;

    private static readonly TimeSpan LongestPeriod = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Kind != BusTransportKind.RabbitMq) return;
        var limit = options.Value.UnhealthyLimit;
        var period = limit / 4 < LongestPeriod ? limit / 4 : LongestPeriod;
        long? since = null;
        using var timer = new PeriodicTimer(period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var condition = health.Check();
            if (condition.IsHealthy || !await broker.AnswersAsync(stoppingToken))
            {
                since = null;
                continue;
            }

            since ??= time.GetTimestamp();
            if (time.GetElapsedTime(since.Value) < limit) continue;
            logger.LogCritical("The bus has been unhealthy for {Limit} s while RabbitMQ answers ({Condition}); " +
                "ending the process with exit code {ExitCode} for its supervisor to restart", limit.TotalSeconds, condition.Text, ExitCode);
            process.End(ExitCode);
            return;
        }
    }
}
