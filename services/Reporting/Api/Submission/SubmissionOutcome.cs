using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Shapes;

namespace Assay.Reporting.Api.Submission;

/// <summary>Either a run or the reason why there is none.</summary>
internal sealed record SubmissionOutcome(SubmittedRun? Run, ApiError? Error)
{
    public static implicit operator SubmissionOutcome(SubmittedRun run) => new(run, null);

    public static implicit operator SubmissionOutcome(ApiError error) => new(null, error);
}
