using Assay.Contracts.Findings;

namespace Assay.Analysis;

/// <summary>What an analyser says of one node.</summary>
/// <param name="Findings">In the order of their offsets.</param>
/// <param name="BytesUnderstood">How many bytes of the node the analyser can account for.</param>
/// <param name="PartialReason">Why a part was not examined; null where all was.</param>
public sealed record AnalysisResult(IReadOnlyList<Finding> Findings, long BytesUnderstood, string? PartialReason = null);
