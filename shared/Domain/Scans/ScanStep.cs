namespace Assay.Domain.Scans;

/// <summary>What a scan needs next.</summary>
public enum ScanStep
{
    /// <summary>Tasks are live, or the scan has ended.</summary>
    Wait,
    /// <summary>The version is known: verify its digests and inspect its files.</summary>
    PlanExamination,
    /// <summary>The files are inspected: run the models among them.</summary>
    PlanProbes,
    /// <summary>Nothing is left to do: decide.</summary>
    Conclude,
}
