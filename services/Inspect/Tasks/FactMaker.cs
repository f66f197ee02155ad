using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Inspect.Walk;

namespace Assay.Inspect.Tasks;

/// <summary>Turns a walk's result into facts.</summary>
internal sealed class FactMaker(InspectDescriptors descriptors, TimeProvider time)
{
    /// <summary>The walk's fact, where it is wanted, and one for each analyser that examined something and did not fail.</summary>
    public IEnumerable<Fact> Make(Sha256Digest subject, WalkResult result, bool withWalk)
    {
        var now = time.GetUtcNow();
        if (withWalk)
        {
            yield return new(descriptors.Walk.KeyFor(subject), new()
            {
                Status = StatusOf(result.PartialReason),
                Reason = result.PartialReason,
                Findings = result.Findings,
                Formats = result.Formats,
                BytesUnderstood = result.BytesUnderstood,
                Gaps = result.Gaps,
                Seconds = result.Elapsed.TotalSeconds,
            }, now);
        }
        foreach (var outcome in result.Analysers)
        {
            if (outcome.Error is not null) continue;
            yield return new(descriptors.Of(outcome.Analyser).KeyFor(subject), new()
            {
                Status = StatusOf(outcome.PartialReason),
                Reason = outcome.PartialReason,
                Findings = outcome.Findings,
                Conditional = outcome.Conditional,
                BytesUnderstood = outcome.BytesUnderstood,
                Seconds = outcome.Elapsed.TotalSeconds,
            }, now);
        }
    }

    private static CoverageStatus StatusOf(string? reason) => reason is null ? CoverageStatus.Ran : CoverageStatus.Partial;
}
