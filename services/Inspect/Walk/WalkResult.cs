using Assay.Contracts.Findings;
using Assay.Contracts.Reports;

namespace Assay.Inspect.Walk;

/// <summary>What a walk over an artifact has found.</summary>
/// <param name="Formats">Format of the artifact first, then of what was found inside, without repeats.</param>
/// <param name="Findings">The walk's own: limits, contradictions, names, polyglots.</param>
/// <param name="PartialReason">Why it did not see everything; null where it did.</param>
/// <param name="Analysers">One for each analyser that accepted something.</param>
/// <param name="Elapsed">For the whole walk.</param>
public sealed record WalkResult(
    IReadOnlyList<string> Formats,
    IReadOnlyList<Finding> Findings,
    string? PartialReason,
    IReadOnlyList<AnalyserOutcome> Analysers,
    TimeSpan Elapsed)
{
    /// <summary>Bytes of the artifact that its readers account for, members scaled to the bytes they take up in it.</summary>
    public long BytesUnderstood { get; init; }

    /// <summary>What is not accounted for, in the order of the walk; bounded, so the lengths may add up to less than is missing.</summary>
    public IReadOnlyList<CoverageGap> Gaps { get; init; } = [];
}
