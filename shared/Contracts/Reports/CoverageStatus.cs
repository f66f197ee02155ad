namespace Assay.Contracts.Reports;

/// <summary>What became of an analyser in a scan.</summary>
public enum CoverageStatus
{
    /// <summary>It examined every artifact that it accepts.</summary>
    Ran = 0,
    /// <summary>It examined a part: a limit was met, or some artifacts could not be read.</summary>
    Partial = 1,
    /// <summary>Nothing here is for it, or the depth does not ask for it.</summary>
    Skipped = 2,
    /// <summary>It was needed and failed.</summary>
    Failed = 3,
    /// <summary>It was needed and no worker offers it.</summary>
    Absent = 4,
}
