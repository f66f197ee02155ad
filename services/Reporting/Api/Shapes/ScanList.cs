namespace Assay.Reporting.Api.Shapes;

/// <summary>A page of scans, newest first.</summary>
/// <param name="Scans">The scans.</param>
/// <param name="Next">Give it as <c>cursor</c> for the next page; null on the last.</param>
public sealed record ScanList(IReadOnlyList<ScanView> Scans, string? Next);
