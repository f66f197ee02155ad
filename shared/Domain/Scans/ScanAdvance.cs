using Assay.Contracts.Values;

namespace Assay.Domain.Scans;

/// <summary>
/// The scan's state machine as a pure function of what the ledger says: whoever calls it, however often and in whatever order the hints came, the
/// answer is the same.
/// </summary>
public static class ScanAdvance
{
    public static ScanStep Next(ScanSnapshot snapshot)
    {
        var scan = snapshot.Scan;
        if (scan.IsEnded) return ScanStep.Wait;
        foreach (var task in snapshot.Tasks)
        {
            if (task.IsLive) return ScanStep.Wait;
        }
        return scan.Phase switch
        {
            // Without a version there is nothing to examine: Ingest failed, and the verdict says so.
            ScanPhase.Ingest when scan.VersionId is null => ScanStep.Conclude,
            ScanPhase.Ingest => ScanStep.PlanExamination,
            ScanPhase.Examine when scan.Depth == Depth.Probe => ScanStep.PlanProbes,
            _ => ScanStep.Conclude,
        };
    }
}
