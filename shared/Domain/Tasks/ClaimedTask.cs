using Assay.Domain.Scans;

namespace Assay.Domain.Tasks;

/// <summary>A task that this worker holds, with what it needs of the scan.</summary>
/// <param name="Task">The task; its <see cref="ScanTask.Attempt"/> is the fencing token of this claim.</param>
/// <param name="Scan">The scan as it was when the task was claimed.</param>
public sealed record ClaimedTask(ScanTask Task, Scan Scan);
