using System.Diagnostics;
using Assay.Domain.Tasks;

namespace Assay.Hosting.Telemetry;

/// <summary>Traces: one scan is one trace, whatever number of services and processes it passes through.</summary>
public static class AssayTracing
{
    public const string SourceName = "Assay";

    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>Begins the span of a task beneath the scan's; null while nobody listens.</summary>
    public static Activity? StartTask(ClaimedTask claim)
    {
        if (!Source.HasListeners()) return null;
        ActivityContext.TryParse(claim.Scan.TraceParent, null, isRemote: true, out var parent);
        var activity = Source.StartActivity($"task {claim.Task.Stage}", ActivityKind.Consumer, parent);
        return activity?.SetTag("assay.scan.id", claim.Task.ScanId).SetTag("assay.task.id", claim.Task.Id)
            .SetTag("assay.task.attempt", claim.Task.Attempt).SetTag("assay.lane", claim.Task.Lane.ToString());
    }
}
