namespace Assay.Storage.Workers;

/// <summary>Which worker processes are alive; for the operator, never for correctness.</summary>
public interface IWorkerRegistry
{
    /// <summary>Adds or refreshes this worker's row.</summary>
    Task BeatAsync(WorkerInfo worker, CancellationToken cancellationToken);

    /// <summary>Removes it on an orderly stop.</summary>
    Task LeaveAsync(string id, CancellationToken cancellationToken);

    /// <summary>All workers seen within <paramref name="within"/>.</summary>
    Task<IReadOnlyList<WorkerInfo>> ListAsync(TimeSpan within, CancellationToken cancellationToken);
}
