namespace Assay.Reporting.Api.Shapes;

/// <summary>What was ever decided about a target.</summary>
/// <param name="Target">As it was submitted.</param>
/// <param name="Current">The verdict that stands, also while a rescan is under way.</param>
/// <param name="History">All verdicts, newest first.</param>
public sealed record TargetVerdicts(string Target, VerdictView Current, IReadOnlyList<VerdictView> History);
