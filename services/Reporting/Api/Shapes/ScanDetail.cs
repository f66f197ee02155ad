using Assay.Domain.Scans;

namespace Assay.Reporting.Api.Shapes;

/// <summary>A scan with its tasks.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Tasks">Its tasks, in the order of their creation.</param>
/// <param name="Errors">One line for each task that failed or was taken out of circulation.</param>
public sealed record ScanDetail(ScanView Scan, ProgressView Progress, IReadOnlyList<TaskView> Tasks, IReadOnlyList<string> Errors)
{
    internal static ScanDetail Of(ScanSnapshot snapshot)
    {
        var tasks = snapshot.Tasks.OrderBy(t => t.CreatedAt).Select(TaskView.Of).ToList();
        return new(
            ScanView.Of(snapshot.Scan),
            ProgressView.Of(snapshot),
            tasks,
            [.. tasks.Where(t => t.CanRetry).Select(t => $"{t.Stage}: {t.Error ?? "no reason was recorded"}")]);
    }
}
