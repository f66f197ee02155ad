using Assay.Contracts.Findings;
using Assay.Contracts.Reports;

namespace Assay.Analysis.Probes;

/// <summary>What a probe says of one model.</summary>
/// <param name="Findings">What was seen; locations are left empty, the report fills in the file.</param>
/// <param name="Statistics">What was measured.</param>
/// <param name="PartialReason">Why a part was not examined; null where all was.</param>
public sealed record ProbeResult(IReadOnlyList<Finding> Findings, IReadOnlyList<ProbeReport> Statistics, string? PartialReason = null);
