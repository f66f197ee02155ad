using Assay.Domain.Tasks;

namespace Assay.Domain.Scans;

/// <summary>A scan with all its tasks, read together.</summary>
public sealed record ScanSnapshot(Scan Scan, IReadOnlyList<ScanTask> Tasks);
