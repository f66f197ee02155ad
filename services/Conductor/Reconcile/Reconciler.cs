using Assay.Hosting.Outbox;
using Assay.Storage;
using Assay.Storage.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assay.Conductor.Reconcile;

/// <summary>
/// Finds what was forgotten: leases whose worker died, hints that got lost, scans that nobody advanced. Works on the ledger alone, so any number may
/// run. A steady stream of work here means that something else is broken, hence the warnings.
/// </summary>
public sealed partial class Reconciler(
    IScanLedger ledger, IOutboxDispatcher outbox, IOptions<ReconcilerOptions> options, TimeProvider clock, ILogger<Reconciler> log) : BackgroundService
{
    /// <summary>One round; the number of rows that needed help.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var reclaimed = await ledger.ReclaimOverdueAsync(options.Value.Batch, cancellationToken);
        outbox.Dispatch(reclaimed.Messages);
        if (reclaimed.Value > 0) LogReclaimed(reclaimed.Value);
        var reminded = await ledger.RemindAsync(options.Value.Quiet, options.Value.Batch, cancellationToken);
        outbox.Dispatch(reminded.Messages);
        if (reminded.Value > 0) LogReminded(reminded.Value, options.Value.Quiet);
        return reclaimed.Value + reminded.Value;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (e is StorageUnavailableException or StorageFullException)
            {
                // The next round tries again; everything that waits for us is still in the ledger.
                LogFailed(e.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} leases had run out: their workers died or lost the database. The tasks are given out again.")]
    private partial void LogReclaimed(int count);

    [LoggerMessage(LogLevel.Information, "{Count} hints were repeated after {Quiet} of silence.")]
    private partial void LogReminded(int count, TimeSpan quiet);

    [LoggerMessage(LogLevel.Warning, "Reconciling was not possible: {Reason}")]
    private partial void LogFailed(string reason);
}
