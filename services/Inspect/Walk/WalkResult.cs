using Assay.Contracts.Findings;

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
    TimeSpan Elapsed);
