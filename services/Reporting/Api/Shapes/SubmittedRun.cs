namespace Assay.Reporting.Api.Shapes;

/// <summary>A submission that was taken.</summary>
/// <param name="RunId">All scans of this submission together.</param>
/// <param name="Created">How many are new; less than all where the submission repeats an earlier one.</param>
/// <param name="Scans">One for each target, in the order of the request.</param>
/// <param name="Links">Where to go on.</param>
public sealed record SubmittedRun(Guid RunId, int Created, IReadOnlyList<SubmittedScan> Scans, RunLinks Links);
