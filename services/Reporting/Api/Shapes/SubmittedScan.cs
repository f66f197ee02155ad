namespace Assay.Reporting.Api.Shapes;

/// <summary>A scan of a submission.</summary>
public sealed record SubmittedScan(Guid ScanId, string Target, ScanLinks Links);
