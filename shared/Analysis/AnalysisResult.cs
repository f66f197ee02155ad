using Assay.Contracts.Findings;
using Assay.Contracts.Reports;

namespace Assay.Analysis;

/// <summary>What an analyser says of one node.</summary>
/// <param name="Findings">In the order of their offsets.</param>
/// <param name="BytesUnderstood">How many bytes of the node the analyser can account for.</param>
/// <param name="PartialReason">Why a part was not examined; null where all was.</param>
public sealed record AnalysisResult(IReadOnlyList<Finding> Findings, long BytesUnderstood, string? PartialReason = null)
{
    /// <summary>Findings that hold only where another file of the model is absent; they count for the artifact itself, not for members of containers.</summary>
    public IReadOnlyList<ConditionalFinding> Conditional { get; init; } = [];

    /// <summary>Ranges of the node that the analyser cannot account for, in order; those of a node that it understood whole are empty.</summary>
    public IReadOnlyList<ByteRange> Unread { get; init; } = [];
}
