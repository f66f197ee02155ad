namespace Assay.Domain.Scans;

/// <summary>Which part of the plan a scan is in.</summary>
public enum ScanPhase
{
    /// <summary>The target is resolved and its bytes brought.</summary>
    Ingest = 0,
    /// <summary>Digests are verified and files inspected.</summary>
    Examine = 1,
    /// <summary>Models are run.</summary>
    Probe = 2,
    /// <summary>The verdict stands.</summary>
    Done = 3,
}
