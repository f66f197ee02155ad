using Assay.Contracts.Findings;

namespace Assay.Contracts.Reports;

/// <summary>A finding that the policy does not count. It stays in the report: what was seen was seen.</summary>
/// <param name="Finding">What was seen.</param>
/// <param name="Reason">Why the policy does not count it, in its author's words.</param>
/// <param name="Expires">Last day on which that holds (UTC); null for no end.</param>
public sealed record SuppressedFinding(Finding Finding, string Reason, DateOnly? Expires);
