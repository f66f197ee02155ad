namespace Assay.Reporting.Api.Shapes;

/// <summary>Answer to the cancellation of a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Cancelled">How many of its scans were stopped; those that had ended are left as they are.</param>
public sealed record CancelledRun(Guid RunId, int Cancelled);
