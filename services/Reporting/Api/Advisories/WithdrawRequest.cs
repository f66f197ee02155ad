namespace Assay.Reporting.Api.Advisories;

/// <summary>Why an advisory is withdrawn.</summary>
/// <param name="Reason">For whoever relied on it.</param>
public sealed record WithdrawRequest(string? Reason);
