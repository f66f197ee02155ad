using System.Collections.Concurrent;
using Assay.Domain.Tasks;
using Assay.Messaging.DeadLetters;
using Assay.Storage.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assay.Hosting.Workers;

/// <summary>
/// Renews the leases of all claims of the process, every third of the lease, with one timer. An unreachable database loses no lease by itself: nobody
/// else can claim either, and the attempt number guards the outcome.
/// </summary>
internal sealed class LeaseKeeper(IScanLedger ledger, IOptions<WorkerOptions> options, TimeProvider time, ILogger<LeaseKeeper> logger)
    : BackgroundService
{
    /// <summary>Renewals at once: enough for a busy process, few enough not to take the connections from the tasks.</summary>
    private const int Parallel = 8;

    private readonly ConcurrentDictionary<Lease, byte> _leases = new();

    /// <summary>Keeps the claim until the result is disposed of.</summary>
    public Lease Keep(ClaimedTask claim)
    {
        var lease = new Lease(claim, l => _leases.TryRemove(l, out _));
        _leases[lease] = 0;
        return lease;
    }

    /// <summary>Renews everything once.</summary>
    public Task RenewAllAsync(CancellationToken cancellationToken) =>
        System.Threading.Tasks.Parallel.ForEachAsync(_leases.Keys,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (lease, token) => await RenewAsync(lease, token));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A stop takes seconds and a lease lasts minutes, so tasks that finish during the stop keep theirs without this timer.
        using var timer = new PeriodicTimer(options.Value.Lease / 3, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await RenewAllAsync(stoppingToken);
    }

    private async Task RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        var task = lease.Claim.Task;
        try
        {
            if (await ledger.RenewAsync(task.Id, task.Attempt, options.Value.Lease, cancellationToken)) return;
            logger.LogInformation("Task {Task} attempt {Attempt} is no longer ours; stopping it", task.Id, task.Attempt);
            lease.Lose();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogWarning("The lease of task {Task} could not be renewed: {Reason}", task.Id, FaultText.Of(failure));
        }
    }
}
