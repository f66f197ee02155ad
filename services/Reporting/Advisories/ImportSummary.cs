namespace Assay.Reporting.Advisories;

/// <summary>What became of records from elsewhere.</summary>
/// <param name="Added">New here, or newer than what was here.</param>
/// <param name="Unchanged">Here already.</param>
/// <param name="Problems">Why others were not taken, each with its line; bounded.</param>
/// <param name="Refused">How many those are.</param>
public sealed record ImportSummary(int Added, int Unchanged, int Refused, IReadOnlyList<string> Problems);
