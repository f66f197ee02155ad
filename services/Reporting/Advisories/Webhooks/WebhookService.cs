using Assay.Storage;
using Assay.Storage.Advisories;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Advisories.Webhooks;

/// <summary>
/// Ends open events and sends what is due, from the database, so that nothing is lost with a process. Any number of instances may run: a message is claimed
/// for a time, and the number of the attempt fences late ones off.
/// </summary>
internal sealed partial class WebhookService(
    IServiceProvider services, WebhookSender sender, IOptions<AdvisoryOptions> options, TimeProvider clock, ILogger<WebhookService> logger) : BackgroundService
{
    private const int Batch = 16;

    /// <summary>Three times as long as the sender waits.</summary>
    private static readonly TimeSpan _lease = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan _longest = TimeSpan.FromHours(6);

    /// <summary>When to try again after a failed attempt: doubled with each, up to six hours.</summary>
    internal static TimeSpan WaitAfter(int attempt, TimeSpan first) =>
        attempt > 30 ? _longest : TimeSpan.FromTicks(Math.Min(_longest.Ticks, first.Ticks << Math.Min(attempt - 1, 24)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (subscriptions, dispatch) = (services.GetRequiredService<ISubscriptions>(), services.GetRequiredService<AdvisoryDispatch>());
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await dispatch.RunAsync(stoppingToken);
                while (await subscriptions.ClaimAsync(Batch, _lease, stoppingToken) is { Count: > 0 } due)
                    await Task.WhenAll(due.Select(delivery => DeliverAsync(subscriptions, delivery, stoppingToken)));
            }
            catch (Exception e) when (e is StorageUnavailableException or StorageFullException)
            {
                LogWaiting(e.Message);
            }
            await Task.Delay(options.Value.Interval, clock, stoppingToken);
        }
    }

    private async Task DeliverAsync(ISubscriptions subscriptions, DueDelivery delivery, CancellationToken cancellationToken)
    {
        var answer = await sender.SendAsync(delivery, cancellationToken);
        var state = answer.Error is null ? DeliveryState.Delivered
            : answer.IsFinal || delivery.Attempt >= options.Value.MaxAttempts ? DeliveryState.Failed : DeliveryState.Pending;
        if (state == DeliveryState.Failed) LogGivenUp(delivery.Id, answer.Error!);
        var next = clock.GetUtcNow() + WaitAfter(delivery.Attempt, options.Value.FirstRetry);
        await subscriptions.EndAttemptAsync(delivery, state, next, answer.Status, answer.Error, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Messages to subscribers wait for the database: {Reason}")]
    private partial void LogWaiting(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The message {Delivery} to a subscriber is given up: {Reason}")]
    private partial void LogGivenUp(Guid delivery, string reason);
}
