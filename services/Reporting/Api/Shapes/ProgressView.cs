using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Storage.Views;

namespace Assay.Reporting.Api.Shapes;

/// <summary>How far a run or a scan is; also the data of an event.</summary>
/// <param name="Id">The run or the scan.</param>
/// <param name="Ended">True: nothing will happen any more, unless a person retries a task.</param>
/// <param name="Scans">Scans altogether; 1 for a scan.</param>
/// <param name="ScansEnded">Scans that are completed or cancelled.</param>
/// <param name="TasksLive">Tasks that wait or run. More may be planned later.</param>
/// <param name="TasksEnded">Tasks that ended, however.</param>
/// <param name="TasksFailed">Those of them that failed or were taken out of circulation.</param>
/// <param name="State">Of a scan; null for a run.</param>
/// <param name="Phase">Of a scan; null for a run.</param>
/// <param name="Verdict">Of a completed scan; null otherwise.</param>
/// <param name="ScansPerMinute">Of a run under way: the average since it was submitted; null until a scan has ended.</param>
/// <param name="SecondsLeft">Estimate from that rate; null where there is none, 0 once all has ended.</param>
public sealed record ProgressView(
    Guid Id, bool Ended, int Scans, int ScansEnded, int TasksLive, int TasksEnded, int TasksFailed,
    ScanState? State = null, ScanPhase? Phase = null, VerdictKind? Verdict = null, double? ScansPerMinute = null, double? SecondsLeft = null)
{
    internal static ProgressView Of(ScanSnapshot snapshot)
    {
        var (scan, tasks) = snapshot;
        var live = tasks.Count(t => t.IsLive);
        return new(
            scan.Id, scan.IsEnded, 1, scan.IsEnded ? 1 : 0, live, tasks.Count - live,
            tasks.Count(t => t.State is TaskState.Failed or TaskState.Quarantined),
            scan.State, scan.Phase, scan.Verdict, ScansPerMinute: null, SecondsLeft: scan.IsEnded ? 0 : null);
    }

    internal static ProgressView Of(Guid runId, RunProgress run, TimeSpan elapsed)
    {
        var ended = run.Ended >= run.Scans;
        var view = new ProgressView(
            runId, ended, run.Scans, run.Ended, run.TasksLive, run.TasksEnded, run.TasksFailed, SecondsLeft: ended ? 0 : null);
        if (ended || run.Ended == 0 || elapsed <= TimeSpan.Zero) return view;
        var rate = run.Ended / elapsed.TotalMinutes;
        return view with { ScansPerMinute = Math.Round(rate, 2), SecondsLeft = Math.Round((run.Scans - run.Ended) / rate * 60) };
    }
}
