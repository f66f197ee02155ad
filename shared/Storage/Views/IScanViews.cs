using Assay.Domain.Scans;

namespace Assay.Storage.Views;

/// <summary>The read side: lists and counts for the API, the command line and the dashboard.</summary>
public interface IScanViews
{
    /// <summary>A page of scans, newest first.</summary>
    Task<ScanPage> ListAsync(ScanFilter filter, CancellationToken cancellationToken);

    /// <summary>How many scans and tasks of a run are in which state; for progress. One statement.</summary>
    Task<RunProgress> RunProgressAsync(Guid runId, CancellationToken cancellationToken);

    /// <summary>The scans of a run in the order they were submitted, for reports.</summary>
    Task<IReadOnlyList<Scan>> RunScansAsync(Guid runId, CancellationToken cancellationToken);

    /// <summary>Tasks waiting and running by stage and lane, with the age of the oldest that waits.</summary>
    Task<IReadOnlyList<QueueDepth>> QueuesAsync(CancellationToken cancellationToken);
}
