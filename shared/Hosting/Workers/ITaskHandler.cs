using Assay.Contracts.Values;
using Assay.Domain.Tasks;

namespace Assay.Hosting.Workers;

/// <summary>
/// Does the tasks of one stage. The host claims, renews the lease, enforces the time limit and writes the outcome; the handler only works. It may be
/// called again for a task that was done before, on this or another machine, and has to come to the same result. Calls run in parallel.
/// </summary>
public interface ITaskHandler
{
    Stage Stage { get; }

    /// <summary>
    /// Does the task. Expected failures are returned; an exception counts as a defect (<see cref="FailureCategory.Internal"/>). The token is cancelled when the
    /// lease is lost, the time is up or the process stops: stop within a second, the host discards the outcome.
    /// </summary>
    Task<TaskOutcome> HandleAsync(ClaimedTask claim, CancellationToken cancellationToken);
}
