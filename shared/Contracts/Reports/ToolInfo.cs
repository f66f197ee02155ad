namespace Assay.Contracts.Reports;

/// <summary>Name and version of the scanner that made a report.</summary>
public sealed record ToolInfo(string Name, string Version);
