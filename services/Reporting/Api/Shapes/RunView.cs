namespace Assay.Reporting.Api.Shapes;

/// <summary>A run: the scans of one submission together.</summary>
public sealed record RunView(Guid RunId, ProgressView Progress, RunLinks Links);
