namespace Assay.Domain.Scans;

/// <summary>Where a scan stands. Only the last two are final; a completed scan has exactly one verdict.</summary>
public enum ScanState
{
    Queued = 0,
    Running = 1,
    Completed = 2,
    Cancelled = 3,
}
